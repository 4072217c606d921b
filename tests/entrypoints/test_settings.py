"""Settings: what is read, what is refused and in which words, and that `.env.example` names them all."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from pathlib import Path

import pytest
from dotenv import dotenv_values

from entrypoints.cli.secret_file import secret_in
from entrypoints.settings import Settings, SettingsError, load_settings
from tests.domain.restaurant.test_time_zone import NOT_ONE_ZONE

ROOT = Path(__file__).parents[2]
NOWHERE = Path("there-is-no-such-file")
DEVELOPMENT = {"APP_ENV": "development"}
ONE_ZONE = "an IANA time zone other than CET, EET, MET and WET, like Europe/Lisbon"
SECRET = "0123456789abcdef" * 2
PRODUCTION = {"APP_ENV": "production", "DATABASE_URL": "postgresql://u:p@db/orders", "JWT_SECRET_KEY": SECRET}


def refusal(environment: dict[str, str], env_file: Path = NOWHERE) -> str:
    with pytest.raises(SettingsError) as refused:
        _ = load_settings(environment, env_file)
    return str(refused.value)


def test_development_needs_nothing_else() -> None:
    settings = load_settings(DEVELOPMENT, NOWHERE)

    assert settings == Settings(app_env="development")
    assert (settings.port, settings.storage, settings.data_dir) == (5000, "postgres", Path(".data"))
    assert settings.restaurant_day_starts_at == time(0)


def test_every_setting_is_read_from_its_variable() -> None:
    settings = load_settings(
        DEVELOPMENT
        | {
            "DATABASE_URL": "postgres://u:p@db:5432/orders",
            "STORAGE": "memory",
            "DATA_DIR": "elsewhere",
            "HOST": "0.0.0.0",  # noqa: S104  it is only read
            "PORT": "8080",
            "WORKERS": "4",
            "LOG_LEVEL": "WARNING",
            "AUTH_MODE": "managed",
            "SETUP_TOKEN": "t" * 32,
            "JWT_SECRET_KEY": "k" * 32,
            "JWT_RETIRED_KEYS": f"{'a' * 32}, {'b' * 32}",
            "RESTAURANT_NAME": " Chez Zoë ",
            "RESTAURANT_CURRENCY": "JPY",
            "RESTAURANT_TIME_ZONE": "Europe/Lisbon",
            "RESTAURANT_DAY_STARTS_AT": "04:30",
            "RESTAURANT_LANGUAGE": "fr",
        },
        NOWHERE,
    )

    assert settings == Settings(
        app_env="development",
        database_url="postgres://u:p@db:5432/orders",
        storage="memory",
        data_dir=Path("elsewhere"),
        host="0.0.0.0",  # noqa: S104  it is only read
        port=8080,
        workers=4,
        log_level="warning",
        auth_mode="managed",
        setup_token="t" * 32,
        jwt_secret_key="k" * 32,
        jwt_retired_keys=("a" * 32, "b" * 32),
        restaurant_name="Chez Zoë",
        restaurant_currency="JPY",
        restaurant_time_zone="Europe/Lisbon",
        restaurant_day_starts_at=time(4, 30),
        restaurant_language="fr",
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    _ = env_file.write_text("# mine\nexport APP_ENV=development\nPORT=7000\nRESTAURANT_NAME='The \"Ship\"'  # ours\n")

    settings = load_settings({"PORT": "7001"}, env_file)

    assert (settings.port, settings.restaurant_name) == (7001, 'The "Ship"')


def test_an_empty_value_counts_as_not_set() -> None:
    assert load_settings(DEVELOPMENT | {"DATABASE_URL": "", "PORT": " "}, NOWHERE) == Settings(app_env="development")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("APP_ENV", "staging", "APP_ENV must be production or development, not 'staging'"),
        ("STORAGE", "redis", "STORAGE must be postgres or memory, not 'redis'"),
        ("HOST", "my host", "HOST must be an address of this machine, like 127.0.0.1, not 'my host'"),
        ("PORT", "http", "PORT must be a number from 1 to 65535, not 'http'"),
        ("PORT", "0", "PORT must be a number from 1 to 65535, not '0'"),
        ("PORT", "65536", "PORT must be a number from 1 to 65535, not '65536'"),
        ("PORT", "5e3", "PORT must be a number from 1 to 65535, not '5e3'"),
        *(
            (
                "ROOT_PATH",
                path,
                f"ROOT_PATH must be the path that the proxy shows the program under, like /orders, not '{path}'",
            )
            for path in ("orders", "/a b", "//evil.net", "/a/../b", "https://example.com/orders", "/" + "a" * 200)
        ),
        *(
            (
                "CORS_ORIGINS",
                origin,
                f"CORS_ORIGINS must be origins between commas, like https://example.com, not '{origin}'",
            )
            for origin in (
                "*",
                "till.example.com",
                "https://",
                "https://*.example.com",
                "https://a.example.com/b",
                "null",
            )
        ),
        ("WORKERS", "-1", "WORKERS must be a number of processes from 1 to 64, not '-1'"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be debug, info, warning or error, not 'loud'"),
        ("AUTH_MODE", "closed", "AUTH_MODE must be open or managed, not 'closed'"),
        ("RESTAURANT_NAME", "n" * 121, f"RESTAURANT_NAME must be 1 to 120 characters, not '{'n' * 121}'"),
        (
            "RESTAURANT_CURRENCY",
            "usd",
            "RESTAURANT_CURRENCY must be three capital letters of ISO 4217, like USD, not 'usd'",
        ),
        ("RESTAURANT_LANGUAGE", "it", "RESTAURANT_LANGUAGE must be de, en, es or fr, not 'it'"),
        *(
            (
                "RESTAURANT_TIME_ZONE",
                zone,
                f"RESTAURANT_TIME_ZONE must be {ONE_ZONE}, not '{zone}'",
            )
            for zone in ("Mars/Base", "Europe", "../UTC", "/etc/localtime", "MET", *NOT_ONE_ZONE)
        ),
        *(
            (
                "RESTAURANT_DAY_STARTS_AT",
                at,
                f"RESTAURANT_DAY_STARTS_AT must be a time of day as HH:MM, like 04:00, not '{at}'",
            )
            for at in ("24:00", "4:00", "04", "04:00:00", "04:00Z", "\u0660\u0664:\u0660\u0660")
        ),
    ],
)
def test_a_malformed_value_is_refused_in_one_line(name: str, value: str, said: str) -> None:
    assert refusal(DEVELOPMENT | {name: value}) == said


def test_a_database_url_may_leave_everything_to_libpqs_own_variables() -> None:
    assert load_settings(DEVELOPMENT | {"DATABASE_URL": "postgresql://"}, NOWHERE).database_url == "postgresql://"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "DATABASE_URL",
            "mysql://u:hunter2@db/x",
            "DATABASE_URL must be like postgresql://user:password@host:5432/database",
        ),
        ("JWT_SECRET_KEY", "hunter2", "JWT_SECRET_KEY must be at least 32 bytes long"),
        ("OPERATOR_TOKEN", "é" * 40, "OPERATOR_TOKEN must be at least 32 visible ASCII characters"),
        ("SETUP_TOKEN", "two words " * 4, "SETUP_TOKEN must be at least 32 visible ASCII characters"),
    ],
)
def test_a_refusal_never_shows_a_secret(name: str, value: str, said: str) -> None:
    assert refusal(DEVELOPMENT | {name: value}) == said


def test_a_secret_is_measured_in_bytes() -> None:
    assert load_settings(DEVELOPMENT | {"JWT_SECRET_KEY": "é" * 16}, NOWHERE).jwt_secret_key == "é" * 16


def test_settings_never_show_their_secrets() -> None:
    settings = Settings(database_url="postgresql://u:hunter2@db/x", jwt_secret_key="hunter2" * 5)

    assert "hunter2" not in repr(settings)
    assert "hunter2" not in f"{settings}"
    assert "port=5000" in repr(settings)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("PROT=1", "there is no setting PROT; did you mean PORT?"),
        ("RESTAURANT_TIMEZONE=UTC", "there is no setting RESTAURANT_TIMEZONE; did you mean RESTAURANT_TIME_ZONE?"),
        ("SWORDFISH=1", "there is no setting SWORDFISH; see .env.example for every name"),
    ],
)
def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path, line: str, said: str) -> None:
    env_file = tmp_path / ".env"
    _ = env_file.write_text(f"{line}\n")

    assert refusal(DEVELOPMENT, env_file) == f"{env_file}: {said}"


def test_what_docker_compose_reads_may_stand_in_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    _ = env_file.write_text("COMPOSE_PROJECT_NAME=orders\nPOSTGRES_PASSWORD=secret\n")

    assert load_settings(DEVELOPMENT, env_file) == Settings(app_env="development")


@pytest.mark.parametrize("line", ["PORT", "=5000", "PORT: 5000", 'PORT="5000'])
def test_a_malformed_line_in_the_file_is_refused(tmp_path: Path, line: str) -> None:
    env_file = tmp_path / ".env"
    _ = env_file.write_text(f"# first\n{line}\n")

    assert refusal(DEVELOPMENT, env_file) == f"{env_file}, line 2: expected NAME=value"


def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    _ = binary.write_bytes(b"\xff\xfe")

    assert refusal(DEVELOPMENT, tmp_path).startswith(f"{tmp_path} cannot be read: ")
    assert refusal(DEVELOPMENT, binary).startswith(f"{binary} cannot be read: ")


def test_with_no_settings_at_all_production_refuses_to_start() -> None:
    assert refusal({}) == (
        "APP_ENV is production (as it is when not set), which refuses to start: "
        "DATABASE_URL is not set, JWT_SECRET_KEY is not set, AUTH_MODE is open"
    )


def test_production_refuses_storage_in_memory_and_open_doors() -> None:
    assert refusal(PRODUCTION | {"STORAGE": "memory"}) == (
        "APP_ENV is production (as it is when not set), which refuses to start: STORAGE is memory, AUTH_MODE is open"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"JWT_SECRET_KEY": "s" * 40}, "JWT_SECRET_KEY is easily guessed"),
        ({"JWT_SECRET_KEY": "changeme" * 5}, "JWT_SECRET_KEY is easily guessed"),
        ({"JWT_RETIRED_KEYS": f"{SECRET},{'r' * 40}"}, "JWT_RETIRED_KEYS is easily guessed"),
        ({"SETUP_TOKEN": "0" * 32}, "SETUP_TOKEN is easily guessed"),
        ({"TRUSTED_PROXIES": "10.0.0.0/8, 0.0.0.0/0"}, "TRUSTED_PROXIES is everybody"),
        ({"TRUSTED_PROXIES": "::/0"}, "TRUSTED_PROXIES is everybody"),
    ],
)
def test_production_refuses_what_protects_nothing(given: dict[str, str], said: str) -> None:
    refused = refusal(PRODUCTION | {"AUTH_MODE": "managed"} | given)
    assert refused == f"APP_ENV is production (as it is when not set), which refuses to start: {said}"
    assert load_settings(DEVELOPMENT | given, NOWHERE).app_env == "development"


def test_metrics_are_never_on_the_public_port() -> None:
    assert refusal(DEVELOPMENT | {"PORT": "5000", "METRICS_PORT": "5000"}).startswith("METRICS_PORT must be another")


def test_the_example_names_every_setting_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    fields = Settings.__struct_fields__
    unset = re.findall(r"^# ([A-Z_]+)=", example, flags=re.MULTILINE)

    named = re.findall(r"^(?:# )?([A-Z_]+)=", example, flags=re.MULTILINE)

    # The last is Docker Compose's.
    assert named == [*(field.upper() for field in fields), "POSTGRES_PASSWORD"]
    absent = {field.upper() for field in fields if getattr(Settings(), field) in {None, ()}}
    assert absent | {"POSTGRES_PASSWORD"} == set(unset)
    assert load_settings({}, ROOT / ".env.example") == Settings(app_env="development")
    assert dotenv_values(ROOT / ".env.example")["APP_ENV"] == "development"


def test_every_setting_in_the_example_has_a_comment() -> None:
    paragraphs = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")

    assert all(paragraph.startswith("# ") for paragraph in paragraphs)


def test_the_kept_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    secret = secret_in(tmp_path / "data" / "jwt-secret")

    assert len(secret) >= 32
    assert secret_in(tmp_path / "data" / "jwt-secret") == secret
    assert (tmp_path / "data" / "jwt-secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["jwt-secret"]


def test_processes_that_start_together_share_one_kept_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(secret_in, [tmp_path / "secret"] * 64))

    assert len(made) == 1


def test_production_starts_where_people_prove_who_they_are() -> None:
    settings = load_settings(PRODUCTION | {"AUTH_MODE": "managed"}, NOWHERE)

    assert (settings.app_env, settings.auth_mode) == ("production", "managed")


def test_no_secret_is_shown() -> None:
    secrets = {"JWT_SECRET_KEY": "s" * 40, "JWT_RETIRED_KEYS": "r" * 40, "SETUP_TOKEN": "t" * 40}
    shown = repr(load_settings(DEVELOPMENT | secrets | {"DATABASE_URL": "postgresql://u:hidden@db/orders"}, NOWHERE))

    assert not [secret for secret in (*secrets.values(), "hidden") if secret in shown]


@pytest.mark.parametrize(("said", "read"), [("/orders", "/orders"), ("/shop/orders/", "/shop/orders"), ("/", "")])
def test_the_path_of_a_proxy_ends_without_a_slash(said: str, read: str) -> None:
    assert load_settings(DEVELOPMENT | {"ROOT_PATH": said}, NOWHERE).root_path == read


@pytest.mark.parametrize("again", ["a.example=two", "A.example.=two", "a.example=one"])
def test_a_host_means_one_restaurant(again: str) -> None:
    given = {"APP_ENV": "development", "RESTAURANT_HOSTS": f"a.example=one, b.example=two, {again}"}
    with pytest.raises(SettingsError) as refused:
        _ = load_settings(given, Path("nowhere"))
    assert str(refused.value) == "RESTAURANT_HOSTS names a.example twice: one host means one restaurant"


@pytest.mark.parametrize("pair", ["a.example=api", "a.example=-x", "a.example=", "a.example", "=one", "a:80=one"])
def test_a_host_means_what_can_be_a_restaurant(pair: str) -> None:
    with pytest.raises(SettingsError) as refused:
        _ = load_settings(DEVELOPMENT | {"RESTAURANT_HOSTS": f"b.example=two, {pair}"}, NOWHERE)
    assert str(refused.value) == (
        "RESTAURANT_HOSTS must be hosts and slugs that are not reserved, between commas, like "
        f"orders.example.com=trattoria, not 'b.example=two, {pair}'"
    )
