"""Every test is bounded: 60 s, or what @pytest.mark.limit(seconds) says, then it fails where it stands."""

import signal

import pytest


def pytest_configure(config):
    config.addinivalue_line("markers", "limit(seconds): how long the test may take")


@pytest.fixture(autouse=True)
def bounded(request):
    mark = request.node.get_closest_marker("limit")
    seconds = mark.args[0] if mark else 60

    def late(*_):
        raise TimeoutError(f"the test took longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def kernel():
    from kernels import Kernel

    with Kernel() as k:
        yield k
