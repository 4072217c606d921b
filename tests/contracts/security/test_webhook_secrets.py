"""The contract of `WebhookSecrets`, and the signatures that Standard Webhooks print as an example."""

from base64 import b64decode
from datetime import UTC, datetime

import pytest

from adapters.security.webhook_secrets import SystemWebhookSecrets
from domain.events.webhook import InvalidWebhookSecret, WebhookSecret


def test_secrets_are_long_and_no_two_are_alike() -> None:
    several = {SystemWebhookSecrets().new() for _ in range(100)}
    assert len(several) == 100
    assert {len(b64decode(each.removeprefix("whsec_"))) for each in several} == {32}
    assert repr(several.pop()) == "WebhookSecret()"


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_c2hvcnQ=", "c" * 44, "whsec_" + "!" * 44])
def test_a_text_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidWebhookSecret):
        _ = WebhookSecret(text)


def test_a_message_is_signed_as_standard_webhooks_show_it() -> None:
    secret, at = WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), datetime.fromtimestamp(1614265330.9, UTC)
    signature = secret.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
