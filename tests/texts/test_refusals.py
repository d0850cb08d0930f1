"""Every refusal code has a text in every language, and the texts are fit to read."""

import re
from pathlib import Path
from typing import Any

import pytest

import protocol.refusals
from protocol.refusals import RefusalCode
from texts import LANGUAGES, texts_for
from texts.placeholders import list_placeholders
from texts.refusal_sentences import SENTENCES, UNEXPLAINED
from texts.refusals import _VARYING, explain, refusal_templates

PARAMS: dict[str, Any] = {
    "from": "2020-06-24T07:00:00+07:00",
    "at": "2020-06-24T14:30:00+07:00",
    "until": "2020-06-24T11:00:00+07:00",
    "next": "2020-06-25",
    "day": "2020-06-23",
    "today": "2020-06-24",
    "seconds": 12,
    "state": "serving",
    "number": "A-012",
    "counter": "3",
    "counters": "3, 7",
    "quota": 80,
    "most": 3,
    "left": 1500,
    "calls": 3,
    "called": 1,
    "reason": "Cuti Bersama",
    "where": "UPTD Kalidoni",
    "known": "id, en",
}
CODE_LINE = re.compile(r'^ {4}[A-Z_]+ = "(\w+)"  # (.*)$', re.MULTILINE)


def documented_params() -> dict[str, set[str]]:
    """What the comment behind each code names: the words before any brackets."""
    source = Path(protocol.refusals.__file__).read_text()
    documented = {}
    for code, comment in CODE_LINE.findall(source):
        plain = re.sub(r"\(([^()]|\([^()]*\))*\)", "", comment)
        documented[code] = {name for name in re.split(r"[,\s]+", plain) if name not in ("-", "")}
    return documented


def test_every_code_documents_its_params() -> None:
    assert set(documented_params()) == {str(code) for code in RefusalCode}


def test_every_code_has_exactly_one_explanation() -> None:
    assert set(SENTENCES) | set(_VARYING) == set(RefusalCode)
    assert not set(SENTENCES) & set(_VARYING)


@pytest.mark.parametrize("code", SENTENCES)
def test_text_uses_only_params_that_the_code_documents(code: RefusalCode) -> None:
    assert list_placeholders(SENTENCES[code]) <= documented_params()[code]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", RefusalCode)
def test_every_code_is_explained_in_plain_words(code: RefusalCode, language: str) -> None:
    params = {name: PARAMS.get(name, "x1") for name in documented_params()[code]}
    text = explain(code, params, texts_for(language))
    assert text != texts_for(language).gettext(UNEXPLAINED)
    assert "%" not in text
    assert "_" not in text
    assert text.endswith(".")
    for sentence in re.split(r"(?<=[.:]) ", text):
        assert len(sentence.split()) <= 9, sentence


@pytest.mark.parametrize("code", RefusalCode)
def test_languages_differ(code: RefusalCode) -> None:
    params = {name: PARAMS.get(name, "x1") for name in documented_params()[code]}
    assert explain(code, params, texts_for("id")) != explain(code, params, texts_for("en"))


@pytest.mark.parametrize(
    ("code", "params", "in_id"),
    [
        (
            "numbers_not_yet",
            {"from": "2020-06-24T07:00:00+07:00"},
            "Nomor antrean mulai pukul 07.00. Silakan kembali pada waktu itu.",
        ),
        (
            "office_closed_today",
            {"reason": "", "next": ""},
            "Kantor tutup hari ini.",
        ),
        (
            "office_closed_today",
            {"reason": "Cuti Bersama", "next": "2020-06-25"},
            "Kantor tutup hari ini: Cuti Bersama. Buka kembali: Kamis, 25 Juni 2020.",
        ),
        (
            "quota_used_up",
            {"service": "ktp", "quota": 0},
            "Layanan ini tidak ada hari ini. Silakan datang di hari lain.",
        ),
        (
            "quota_used_up",
            {"service": "ktp", "quota": 80},
            "Kuota hari ini sudah habis. Silakan datang di hari lain.",
        ),
        (
            "service_suspended",
            {"service": "ktp", "until": "2020-06-24T11:00:00+07:00"},
            "Layanan ini berhenti sementara, kira-kira sampai pukul 11.00.",
        ),
        (
            "service_suspended",
            {"service": "ktp", "until": ""},
            "Layanan ini berhenti sementara. Silakan hubungi petugas.",
        ),
        (
            "recall_too_soon",
            {"seconds": 12},
            "Baru saja dipanggil. Panggil ulang bisa dalam 12 detik.",
        ),
        (
            "ticket_not_in_state",
            {"number": "A-012", "state": "serving"},
            "Belum bisa dilakukan. A-012: sedang dilayani.",
        ),
        (
            "visitors_left",
            {"left": 1500},
            "Pemohon yang tersisa: 1.500. Silakan lihat lagi daftarnya.",
        ),
    ],
)
def test_params_are_written_as_the_language_writes_them(
    code: str, params: dict[str, Any], in_id: str
) -> None:
    assert explain(code, params, texts_for("id")) == in_id


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("code_of_a_newer_server", {}),
        ("recall_too_soon", {}),
        ("numbers_not_yet", {"from": "soon"}),
        ("numbers_not_yet", {"from": "2020-06-24T07:00:00"}),
        ("office_closed_today", {"reason": ""}),
    ],
)
def test_what_this_version_cannot_explain_gets_a_general_text(
    code: str, params: dict[str, Any]
) -> None:
    assert explain(code, params, texts_for("id")) == "Belum berhasil. Silakan hubungi petugas."


def test_pages_get_a_sentence_for_every_code_with_its_placeholders() -> None:
    templates = refusal_templates("id")
    assert set(RefusalCode) <= set(templates)
    assert templates["numbers_not_yet"] == (
        "Nomor antrean mulai pukul %(from)s. Silakan kembali pada waktu itu."
    )
    assert templates["office_closed_today.next"] == "Buka kembali: %(next)s."
    assert templates[""] == "Belum berhasil. Silakan hubungi petugas."


def test_words_of_the_office_are_told_in_the_readers_language() -> None:
    params = {"reason": {"id": "Cuti Bersama", "en": "Collective leave"}, "next": ""}
    closed = "office_closed_today"
    assert explain(closed, params, texts_for("id")) == "Kantor tutup hari ini: Cuti Bersama."
    assert explain(closed, params, texts_for("en")).endswith(": Collective leave.")
    assert explain(closed, {"reason": {}, "next": ""}, texts_for("id")) == "Kantor tutup hari ini."
