"""Starts the application: one instance per data folder, its language and theme, and the office it opens with."""

from __future__ import annotations

import argparse
import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QStyleFactory

from planner import regions
from planner.bootstrap import Office, data_folder, open_office
from planner.day import rescue
from planner.day.edit import follow
from planner.day.rescue import LeftBehind
from planner.day.workday import opening_date
from planner.errors import PlannerError
from planner.model import Day
from planner.text import LANGUAGES, sentence, use_language
from planner.text import gettext as _
from routing.solvers import prepare
from routing.worker import Worker
from ui.background import Background, Ticket, drain
from ui.collector import Collector
from ui.dialogs.problem import show_problem
from ui.faults import Faults
from ui.lifeline import Lifeline, offer
from ui.main_window import MainWindow
from ui.remembering import Kept
from ui.seating import Seating
from ui.theme import use_theme

ICON = Path(__file__).parent.parent / "resources" / "icons" / "rounds.svg"
FOUND_MS = 500


class App(QObject):
    """Holds the office that is open and the window that shows it."""

    def __init__(self, options: argparse.Namespace) -> None:
        super().__init__()
        self.options = options
        self.worker = Worker(prepare)
        self._collector = Collector(self)
        self.office: Office | None = None
        self.window: MainWindow | None = None
        self._left: LeftBehind | None = None
        self._lifeline: Lifeline | None = None
        self._translator = QTranslator(self)
        self._background = Background(self)
        self._drawing: Ticket | None = None

    def begin(self) -> None:
        """Open the office's own data, which on a first start are the three steps to a plan; or the demo."""
        self.open(demo=self.options.demo)

    def open(self, *, demo: bool) -> None:
        """Open an office in place of the one that is open."""
        try:
            outside = self.office.outside if self.office else None
            office = open_office(self.options.data_dir, demo=demo, outside=outside)
            self._left = rescue.begin_run(office)
        except PlannerError as problem:
            show_problem(self.window, problem)
            if self.window is None:
                QTimer.singleShot(0, lambda: QApplication.exit(2))
            return
        self._leave_office()
        self.office = office
        self._show_window()

    def raise_window(self) -> None:
        """Come to the front: somebody started Rounds a second time."""
        if self.window:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    def tell(self, error: Exception) -> None:
        """Say what nobody expected; the window lives on."""
        show_problem(QApplication.activeWindow() or self.window, error)

    def close(self) -> None:
        """End everything; nothing is left running."""
        self._close_window()
        # There is no loop any more to delete what was left for later, and the web engine wants its page gone first.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._background.close()
        self.worker.close()
        drain()
        self._leave_office()

    # --- the window

    def _show_window(self, kept: Kept | None = None, when: date | None = None) -> None:
        assert self.office
        settings = self.office.settings
        speak(self.options.lang or settings.language or QLocale.system().name(), self._translator)
        use_theme(settings.theme)
        window = self.window = MainWindow(self.office, self.worker, kept)
        Seating(window)
        self._lifeline = Lifeline(window.document, window)
        window.again.connect(self._again)
        window.office_wanted.connect(lambda wants: self.open(demo=wants))
        window.document.changed.connect(self._collector.settle, Qt.ConnectionType.SingleShotConnection)
        window.show()
        if kept is None:
            QTimer.singleShot(0, lambda: self._open_day(window, when))

    def _open_day(self, window: MainWindow, when: date | None) -> None:
        assert self.office
        if self._left and self._left.differs:
            self._offer_rescue(window, self._left)
        elif when or not self.office.is_demo:
            window.document.open(when or opening_date(self.office))
            self._background.run(
                regions.sweep, self.office, on_done=lambda _none: None, on_error=window.document.failed.emit
            )
        else:
            self._open_demo(window)
        self._left = None

    def _open_demo(self, window: MainWindow) -> None:
        def ready(day: Day) -> None:
            window.bar.progress.end()
            window.show_region()
            window.document.open(day.date)

        window.bar.show_state(busy=True, planning=False, ready=False, planned=False)
        self._drawing = self._background.run(
            _prepare_demo, self.office, self.worker,
            on_done=ready, on_error=window.document.failed.emit, on_message=window.bar.progress.take,
        )  # fmt: skip

    def _offer_rescue(self, window: MainWindow, left: LeftBehind) -> None:
        assert left.day
        assert left.plan
        document, plan = window.document, left.plan

        def opened() -> None:
            if document.day is None or document.busy:
                return
            document.changed.disconnect(opened)
            if offer(window, document.office, left):
                document.change_plan(_("As it was before the end"), lambda problem, _plan: follow(problem, plan))
            rescue.forget(document.office)

        document.changed.connect(opened, Qt.ConnectionType.QueuedConnection)
        document.open(left.day.date)

    def _again(self, same_day: bool) -> None:
        self.options.lang = None
        when = self.window.document.date if self.window else None
        QTimer.singleShot(0, lambda: self._replace_window(when, same_day=same_day))

    def _replace_window(self, when: date | None, *, same_day: bool) -> None:
        former = self.window
        if former and same_day and former.document.day:
            self._collector.stir()
            self._show_window(former.release())
            former.deleteLater()
            return
        self._close_window()
        self._show_window(when=when)

    def _close_window(self) -> None:
        window, self.window = self.window, None
        if self._drawing:  # who leaves the demo while it is made is told nothing more of it
            self._drawing.cancel()
        if window:
            window.close()
            window.deleteLater()

    def _leave_office(self) -> None:
        self._close_window()
        if self.office:
            drain()  # what is still being kept is kept before the mark of this run goes
            rescue.end_run(self.office)
            self.office.close()
            self.office = None


def _prepare_demo(office: Office, worker: Worker, on_message: Callable[[object], None]) -> Day:
    from planner.demo import prepare as prepare_demo  # it draws a town: only the demo waits for that, and on a thread

    return prepare_demo(office, worker, on_message=on_message)


def speak(language: str, translator: QTranslator) -> None:
    """Use a language for our words and for Qt's own."""
    use_language(language)
    app = QApplication.instance()
    assert app
    app.removeTranslator(translator)
    chinese = language.lower().startswith("zh")
    QLocale.setDefault(QLocale("zh_CN" if chinese else "en_GB"))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if chinese and translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def instance_name(data_dir: Path | None) -> str:
    """The name under which a running Rounds of this data folder is found."""
    return "rounds-" + hashlib.sha256(str(data_folder(data_dir).resolve()).encode()).hexdigest()[:16]


def wake_running(name: str) -> bool:
    """Ask a running Rounds to come to the front; False where none runs."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(FOUND_MS):
        return False
    socket.write(b"show\n")
    socket.waitForBytesWritten(FOUND_MS)
    socket.disconnectFromServer()
    return True


def listen(name: str, app: App) -> QLocalServer:
    """Hear of a second start."""
    server = QLocalServer(app)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(name)  # what a crash left behind
    server.listen(name)

    def come() -> None:
        while connection := server.nextPendingConnection():
            connection.disconnected.connect(connection.deleteLater)
            app.raise_window()

    server.newConnection.connect(come)
    return server


def read_options(words: Sequence[str]) -> argparse.Namespace:
    """What may be given when the window is started."""
    parser = argparse.ArgumentParser(prog="rounds")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--demo", action="store_true")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Run the application; its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = read_options(words)
    # All that the web engine wants before there is an application; it is loaded after the first picture.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QGuiApplication.setApplicationName("Rounds")
    QGuiApplication.setOrganizationName("Rounds")
    qt = QApplication(["rounds"])
    qt.setStyle(QStyleFactory.create("Fusion"))
    qt.setWindowIcon(QIcon(str(ICON)))
    name = instance_name(options.data_dir)
    if wake_running(name):
        return 0
    app = App(options)
    listen(name, app)
    faults = Faults(app.tell)
    try:
        app.begin()
        return qt.exec()
    except PlannerError as problem:
        logging.getLogger(__name__).error(sentence(problem))
        return 2
    finally:
        faults.close()
        app.close()
