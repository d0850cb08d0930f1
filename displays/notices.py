"""Notices of the office: sentences that staff have just written, shown at once and large.

A snapshot names them; their words are fetched, because they can be erased. One stands at a time,
in one language at a time, and always as the text that it is.
"""

from displays.large_text import write_pages
from protocol.refusals import RefusalCode
from protocol.snapshots import HallSnapshot, NoticeView, Words, WordsView
from terminal.bars import terminal_app
from terminal.plain import Plain

RETRY_SECONDS = 3.0
#: Of the screen's height.
SHARE = 0.24
LEAST_ROWS = 3


class NoticeBar(Plain):
    """The bar; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, Words] = {}
        self._asked: set[str] = set()
        self._ids: tuple[str, ...] = ()
        self._languages: tuple[str, ...] = ()
        self._turn = 0
        self.display = False

    def take(self, snapshot: HallSnapshot) -> None:
        """Take over the notices of a snapshot, the newest first."""
        ids = tuple(notice.id for notice in snapshot.notices)
        if set(ids) - set(self._ids):
            self._turn = 0  # the newest is read first
        self._ids, self._languages = ids, snapshot.office.languages
        for notice in snapshot.notices:
            if notice.id not in self._asked:
                self._asked.add(notice.id)
                self._ask(notice)
        self.draw()

    def pass_turn(self) -> None:
        """It is the next sentence's turn."""
        self._turn += 1
        self.draw()

    def draw(self) -> None:
        """Write the sentence whose turn it is, as large as the bar allows."""
        sentences = self._sentences()
        self.display = bool(sentences)
        if not sentences:
            return
        rows = max(LEAST_ROWS, round(self.screen.size.height * SHARE))
        columns = max(1, self.screen.size.width - 4)
        pages = [page for each in sentences for page in write_pages(each, columns, rows - 1)]
        self.styles.height = rows
        self.update("\n".join(pages[self._turn % len(pages)]))

    def _sentences(self) -> list[str]:
        return [
            words[language]
            for notice_id in self._ids
            if (words := self._words.get(notice_id))
            for language in self._languages
            if words.get(language)
        ]

    def _ask(self, notice: NoticeView) -> None:
        self.run_worker(self._fetch(notice.id), exit_on_error=False)

    async def _fetch(self, notice_id: str) -> None:
        answer = await terminal_app(self).client.get(f"notices/{notice_id}", WordsView)
        if isinstance(answer, WordsView):
            self._words[notice_id] = answer.words
            self.draw()
        elif answer.code is not RefusalCode.NOTICE_UNKNOWN:  # else it has been erased
            self.set_timer(RETRY_SECONDS, lambda: self._ask_again(notice_id))

    def _ask_again(self, notice_id: str) -> None:
        if notice_id in self._ids:
            self.run_worker(self._fetch(notice_id), exit_on_error=False)
