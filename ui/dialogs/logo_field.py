"""The office's logo as a field of the settings: seen as it is, chosen from a file, or taken away. Kept by who saves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from planner.errors import BadInput
from planner.logo import logo_file, read_logo
from planner.text import gettext as _
from planner.text import sentence
from ui.dialogs.fields import Note, grown

LARGEST = 6000
"""Pixels of a side: more is no logo, and would take long to draw."""


class LogoField(QWidget):
    """A preview on white, as paper is, and what can be done with it."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__()
        self._kept = logo_file(folder) if folder else None
        self.file = self._kept
        self.shown = QLabel()
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setFixedSize(grown(self, 150), grown(self, 44))
        self.shown.setStyleSheet("background: #ffffff; color: #555555; border-radius: 4px")
        self.choose = QPushButton(_("Choose a pic&ture…"))
        self.remove = QPushButton(_("R&emove"))
        self.fault = Note()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.shown)
        for button in (self.choose, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.choose.setAccessibleName(_("Choose a picture as the logo"))
        self.remove.setAccessibleName(_("Remove the logo"))
        row.addWidget(self.fault, 1)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        self._show(None)
        if self._kept:
            self.take(self._kept)

    @property
    def changed(self) -> bool:
        """Whether another one was chosen, or it was taken away."""
        return self.file != self._kept

    def take(self, file: Path) -> None:
        """Take a picture, unless it is none that papers can show."""
        try:
            image = _image(file)
        except BadInput as error:
            self.fault.say(sentence(error))
            return
        self.file = file
        self._show(image)

    def _show(self, image: QImage | None) -> None:
        self.fault.say("")
        self.remove.setEnabled(self.file is not None)
        if image is None:
            self.shown.setPixmap(QPixmap())
            self.shown.setText(_("no logo") if self.file is None else "")
            self.shown.setAccessibleName(_("no logo"))
            return
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.shown.setPixmap(QPixmap.fromImage(image.scaled(self.shown.size() - QSize(8, 8), keep, smooth)))
        self.shown.setAccessibleName(_("The logo as it is printed"))

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Logo"), "", _("Pictures (*.svg *.png *.jpg *.jpeg)"))
        if name:
            self.take(Path(name))

    def _remove(self) -> None:
        self.file = None
        self._show(None)


def _image(file: Path) -> QImage:
    # As Typst will draw it, or nearly.
    buffer = QBuffer()
    buffer.setData(QByteArray(read_logo(file)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST:
        raise BadInput("bad_logo", file=file.name)
    if file.suffix.lower() == ".svg":
        reader.setScaledSize(size.scaled(600, 600, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput("bad_logo", file=file.name)
    return image
