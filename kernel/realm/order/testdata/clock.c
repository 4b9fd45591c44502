#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t now_ms = 1000000; 
static const int64_t epoch_ms = 1700000000000;

static int main_thread(void) { return syscall(SYS_gettid) == getpid(); }

int clock_gettime(clockid_t id, struct timespec *ts) {
	int64_t t = __atomic_load_n(&now_ms, __ATOMIC_SEQ_CST);
	if (id != CLOCK_MONOTONIC && id != CLOCK_MONOTONIC_COARSE && id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE && id != CLOCK_BOOTTIME)
		return syscall(SYS_clock_gettime, id, ts);
	if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) t += epoch_ms;
	ts->tv_sec = t / 1000;
	ts->tv_nsec = t % 1000 * 1000000;
	return 0;
}
int gettimeofday(struct timeval *restrict tv, void *restrict tz) {
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	tv->tv_sec = ts.tv_sec;
	tv->tv_usec = ts.tv_nsec / 1000;
	return 0;
}
int epoll_pwait(int fd, struct epoll_event *ev, int max, int timeout, const sigset_t *mask) {
	if (timeout <= 0 || !main_thread())
		return syscall(SYS_epoll_pwait, fd, ev, max, timeout, mask, 8);
	int n = syscall(SYS_epoll_pwait, fd, ev, max, 0, mask, 8);
	if (n == 0) __atomic_add_fetch(&now_ms, timeout, __ATOMIC_SEQ_CST);
	return n;
}
int epoll_wait(int fd, struct epoll_event *ev, int max, int timeout) { return epoll_pwait(fd, ev, max, timeout, 0); }
int setpriority(__priority_which_t which, id_t who, int prio) {
	__atomic_add_fetch(&now_ms, who, __ATOMIC_SEQ_CST);
	return 0;
}
