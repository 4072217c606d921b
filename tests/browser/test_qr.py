"""QR codes of our own making, module for module as another encoder makes them.

What is expected was made with python-qrcode 8.2, of the version and mask that are said.
"""

from typing import Final

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.anyio

_QR: Final = "async text => (await import('/app/kernel/qr.js')).qr(text).map(row => row.map(Number).join(''))"
_ADDRESS: Final = "http://192.168.1.20:5000/app/#/pair/D9ZY-JTBN-A4JZ-5M6Y?restaurant=trattoria"
_LETTERS: Final = "Ä" * 60 + "!" * 10
_EXPECTED: Final = {
    # version 1, mask 3
    "A": "1fd27f 105f41 17455d 175b5d 174e5d 104b41 1fd57f 1b00 16e74b b2bc8 19da0d 16827c 13c924 1649 1fd328 "
    "105836 174df1 175e7e 175560 1044a5 1fd090",
    # version 5, mask 6: two blocks
    _ADDRESS: "1fd1b7087f 105146cd41 1753d28e5d 174eb9bc5d 175f22945d 1043f13941 1fd555557f 46f1b00 13f5e20597 "
    "292563a9a 1674f4babd c255c2377 bddf527c9 1f2a947ab9 15f5a65fcf d8e0155dc 1bfdcd6947 171fc342c8 "
    "104653f6e5 4a8312f29 1df53205c 718fe3315 f52f0b629 179cd73677 1b660832d1 13b7446a90 1946e3cab7 "
    "17a4565505 14d4772df4 138a5711 1fdcbea959 1058210910 175f9617f8 175a8aab4d 17408d7e19 104a29137f "
    "1fd08b658d",
    # version 8, mask 2: blocks of two lengths, two bytes a letter, and the version beside the finders
    _LETTERS: "1fc157506b17f 104e87bac9741 1750c53ac1b5d 17582e9358a5d 175bec7db605d 105e124649441 1fd555555557f "
    "1dccc6c1800 17c214ff5837c 132ded3db6e49 1046cb9249024 131cbc5ac1ace 5f0608358259 1b3c7f6db6fb1 "
    "1a62b1d249148 d9cb75a842c6 19ed68813da59 db7a7af973b1 14527c5179548 71c3ede492c6 562c85b6e59 "
    "17b1dfae0d7b1 9fbb07c6b1fa 510aa4649115 b598855b6f5b 171a33c60d711 19fd24fc6b3fa 187569249045 "
    "1f418211b6f4b 1881c86e0d6d9 eec76846b276 aac4a06830c d58f492c1849 1b795ec6b3b9 1be25796c1606 "
    "11932cf2c1b6d c749cd35804b 6b0e12db6fb9 8ecb3d649204 e0fb8b2c1b6e 1c58787f581f9 17f9c5b6f19 "
    "1fcca3d649354 10567846c191e 175bdc7f583f9 17502f91b6f41 1758452a492b8 104f679284005 1fd1e0793da6b",
}


@pytest.mark.parametrize("text", _EXPECTED)
async def test_a_code_is_as_another_encoder_makes_it(window: Open, text: str) -> None:
    page = await (await window()).page()
    rows = await page.evaluate(_QR, text)

    assert " ".join(f"{int(row, 2):x}" for row in rows) == _EXPECTED[text]


async def test_what_does_not_fit_is_refused(window: Open) -> None:
    page = await (await window()).page()
    sizes = [await page.evaluate(f"async size => ({_QR})('x'.repeat(size)).then(rows => rows.length)", 213)]
    refused = f"async size => ({_QR})('x'.repeat(size)).then(() => '', error => error.name)"

    assert (sizes, await page.evaluate(refused, 214)) == ([57], "RangeError")
