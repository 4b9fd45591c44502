"""jupyter console, typed at through a pseudo-terminal."""

import os
import re
import sys

import pexpect
import pytest

NAME = os.environ["KERNEL_NAME"]
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[a-zA-Z]|[()][A-Z0-9]|[=>])")


class Console:
    """A console in a terminal of 100 columns; what it shows is kept without its escape sequences."""

    def __init__(self, *args):
        env = dict(os.environ, TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1", COLUMNS="100", LINES="40")
        self.child = pexpect.spawn(
            sys.executable, ["-m", "jupyter", "console", "--kernel", NAME, *args], env=env, encoding="utf-8", timeout=30, dimensions=(40, 100)
        )
        self.shown = ""

    def see(self, *patterns):
        """Waits for the patterns, one after the other, escapes left out of account."""
        for pattern in patterns:
            while not (found := re.search(pattern, self.shown)):
                assert self.child.expect([r".+", pexpect.EOF, pexpect.TIMEOUT]) == 0, f"no {pattern!r} in {self.shown!r}"
                self.shown = ESCAPES.sub("", self.shown + self.child.after)
            self.shown = self.shown[found.end() :]

    def type(self, line):
        self.child.send(line + "\r")

    def leave(self):
        """Ctrl-D, and again where the prompt was not there yet to see it."""
        for _ in range(10):
            self.child.send("\x04")
            match self.child.expect([r"\(\[?y\]?/\[?n\]?\)", pexpect.EOF, pexpect.TIMEOUT], timeout=3):
                case 0:
                    self.child.send("y\r")
                case 1:
                    break
        self.child.close()


@pytest.fixture
def console():
    c = Console()
    yield c
    c.child.close(force=True)


def test_a_session(console):
    console.see(r"In \[1\]: ")
    console.type("6 * 7")
    console.see(r"Out\[1\]: *\n?\r?42", r"In \[2\]: ")
    console.type("setTimeout(() => console.log('a timer' + ' fired'), 50)")
    console.see(r"a timer fired", r"In \[3\]: ")
    console.type("throw new RangeError('too' + ' far')")
    console.see(r"RangeError: too far", r"In \[4\]: ")
    console.leave()
    assert console.child.exitstatus == 0


def test_a_statement_over_several_lines_is_continued(console):
    console.see(r"In \[1\]: ")
    console.type("function twice(n) {")
    console.see(r"\.\.\.")
    console.type("return 2 * n;")
    console.type("}")
    console.see(r"In \[2\]: ")
    console.type("twice(21)")
    console.see(r"Out\[2\]: *\n?\r?42")
    console.leave()


def test_ctrl_c_stops_an_endless_loop(console):
    console.see(r"In \[1\]: ")
    console.type("console.log('now' + ' looping'); for (;;) {}")
    console.see(r"now looping")
    console.child.send("\x03")
    console.see(r"KeyboardInterrupt", r"In \[2\]: ")
    console.type("'still' + ' alive'")
    console.see(r"still alive")
    console.leave()


def test_input_is_asked_for(console):
    console.see(r"In \[1\]: ")
    console.type("`hello ${prompt('Your name? ')}`")
    console.see(r"Your name\? ")
    console.type("Ada")
    console.see(r"hello Ada")
    console.leave()
