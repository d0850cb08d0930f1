"""Calls as sound, over the wire: the right words, kept by whoever may keep them."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from server.announcing.announcer import HASTE
from server.announcing.sentences import Brevity, call_sentences, clips_wanted
from server.configuration import load_office
from speech.synthesis import Synthesis
from tests.server_fixture import BUSY_DAY, ServerHere, running_server
from tests.speech.sounds import hear, needs_espeak, tone

IN_ENGLISH = (
    '[announcements]\nlanguages = ["en"]\nwords_per_minute = 240\nvoices = { en = "en-us" }\n'
)


def nobody(server: ServerHere) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(server.url, cookie_jar=aiohttp.DummyCookieJar())


async def call_one(server: ServerHere) -> int:
    await server.issue("pengambilan")
    await server.at_counter("1", "open")
    return int((await server.at_counter("1", "call-next"))["call"])


async def fetch(public: aiohttp.ClientSession, server: ServerHere, path: str) -> bytes:
    async with public.get(f"{server.api}{path}") as answer:
        assert (answer.status, answer.content_type) == (200, "audio/wav"), await answer.text()
        return await answer.read()


async def told(public: aiohttp.ClientSession, server: ServerHere, path: str) -> tuple[int, str]:
    async with public.get(f"{server.api}{path}") as answer:
        return answer.status, (await answer.json())["error"]["code"]


@needs_espeak
@pytest.mark.parametrize("brevity", Brevity)
async def test_call_is_said_as_the_office_says_it(
    server: ServerHere, public: aiohttp.ClientSession, brevity: Brevity
) -> None:
    call = await call_one(server)
    shown = (await server.hall()).calls[0]
    content = await fetch(public, server, f"/calls/{call}/speech?short={brevity:d}")
    office = load_office(BUSY_DAY).office
    sentences = call_sentences(
        office, office.languages, shown.number, shown.service, shown.counter, brevity
    )
    haste = HASTE if brevity is Brevity.SHORTEST else 1
    assert content == await Synthesis().say(sentences, haste=haste)
    assert hear(content).loudness > 0.03


@needs_espeak
async def test_office_chooses_languages_rate_and_voice(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text(BUSY_DAY.read_text() + IN_ENGLISH)
    async with running_server(tmp_path, office) as server, nobody(server) as public:
        call = await call_one(server)
        shown = (await server.hall()).calls[0]
        content = await fetch(public, server, f"/calls/{call}/speech")
        rules = load_office(office).office
        sentences = call_sentences(rules, ("en",), shown.number, shown.service, shown.counter)
        assert content == await Synthesis({"en": "en-us"}, 240).say(sentences)


@needs_espeak
async def test_sound_of_a_named_day_is_kept_without_asking(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    call = await call_one(server)
    name = (await server.hall()).id
    path = f"{server.api}/calls/{call}/speech"
    async with public.get(path, params={"of": f"{name.epoch}.{name.day}"}) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
        tag = answer.headers["ETag"]
    async with public.get(path) as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"] == tag
    async with public.get(path, headers={"If-None-Match": tag}) as answer:
        assert (answer.status, await answer.read()) == (304, b"")
    async with public.get(path, headers={"If-None-Match": '"another"'}) as answer:
        assert answer.status == 200
    for other in (f"{name.epoch}.2026-06-22", f"0.{name.day}", "x"):
        assert await told(public, server, f"/calls/{call}/speech?of={other}") == (
            404,
            "call_unknown",
        )


@needs_espeak
async def test_screens_that_ask_at_once_get_the_same_sound(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    call = await call_one(server)
    path = f"/calls/{call}/speech"
    sounds = await asyncio.gather(*(fetch(public, server, path) for _ in range(8)))
    assert len(set(sounds)) == 1


@pytest.mark.parametrize("call", ["99", "0", "-1", "01", "x", "1%2F2"])
async def test_call_that_was_not_made_has_no_sound(
    server: ServerHere, public: aiohttp.ClientSession, call: str
) -> None:
    assert (await told(public, server, f"/calls/{call}/speech"))[0] == 404


@pytest.mark.parametrize("short", ["3", "-1", "", "yes", "1.0"])
async def test_brevity_that_there_is_not_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, short: str
) -> None:
    call = await call_one(server)
    refusal = await told(public, server, f"/calls/{call}/speech?short={short}")
    assert refusal == (400, "body_malformed")


@needs_espeak
async def test_trial_begins_with_the_chime(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    trial = hear(await fetch(public, server, "/speech/test"))
    chime = hear(await fetch(public, server, "/speech/chime"))
    assert trial.samples[: len(chime.samples)] == chime.samples
    assert trial.seconds > chime.seconds + 2


async def test_office_that_is_to_have_a_chime_only(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text(BUSY_DAY.read_text() + "[announcements]\nspeech = false\n")
    async with running_server(tmp_path, office) as server, nobody(server) as public:
        call = await call_one(server)
        refusal = await told(public, server, f"/calls/{call}/speech")
        assert refusal == (503, "speech_unavailable")
        chime = await fetch(public, server, "/speech/chime")
        assert await fetch(public, server, "/speech/test") == chime
        assert not (await server.hall()).office.announcements.speech


async def test_without_a_synthesizer_the_server_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with capture_logs() as logs:
        async with running_server(tmp_path) as server, nobody(server) as public:
            call = await call_one(server)
            for _ in range(3):
                refusal = await told(public, server, f"/calls/{call}/speech")
                assert refusal == (503, "speech_unavailable")
            assert hear(await fetch(public, server, "/speech/chime")).seconds > 1
            assert not (await server.hall()).office.announcements.speech
    said = [each for each in logs if each["event"] == "speech_unavailable"]
    assert [each["lacking"] for each in said] == ["espeak-ng"]


@needs_espeak
async def test_synthesizer_that_is_taken_away_is_a_refusal(
    server: ServerHere, public: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = await call_one(server)
    monkeypatch.setattr("speech.espeak.PROGRAM", "no-such-program")
    refusal = await told(public, server, f"/calls/{call}/speech")
    assert refusal == (503, "speech_unavailable")


async def test_recordings_speak_where_there_is_no_synthesizer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "office.toml"
    office.write_text(BUSY_DAY.read_text() + '[announcements]\nclips = "recorded"\n')
    rules = load_office(BUSY_DAY).office
    for language in rules.languages:
        folder = tmp_path / "recorded" / language
        folder.mkdir(parents=True)
        for name in clips_wanted(rules):
            (folder / f"{name}.wav").write_bytes(tone(0.1))
    monkeypatch.setenv("PATH", str(tmp_path))
    async with running_server(tmp_path, office) as server, nobody(server) as public:
        call = await call_one(server)
        heard = hear(await fetch(public, server, f"/calls/{call}/speech?short=2"))
        assert heard.seconds == pytest.approx(6 * 0.1 + 5 * 0.06, abs=0.02)
