package node

import (
	"runtime"
	"syscall"

	"github.com/dop251/goja"
)

// errnos are the error numbers that differ between the systems Loopbook runs on. Node reports them negated.
var errnos = map[string]syscall.Errno{
	"E2BIG": syscall.E2BIG, "EACCES": syscall.EACCES, "EADDRINUSE": syscall.EADDRINUSE,
	"EADDRNOTAVAIL": syscall.EADDRNOTAVAIL, "EAFNOSUPPORT": syscall.EAFNOSUPPORT, "EAGAIN": syscall.EAGAIN,
	"EALREADY": syscall.EALREADY, "EBADF": syscall.EBADF, "EBUSY": syscall.EBUSY, "ECANCELED": syscall.ECANCELED,
	"ECONNABORTED": syscall.ECONNABORTED, "ECONNREFUSED": syscall.ECONNREFUSED, "ECONNRESET": syscall.ECONNRESET,
	"EDESTADDRREQ": syscall.EDESTADDRREQ, "EEXIST": syscall.EEXIST, "EFAULT": syscall.EFAULT, "EFBIG": syscall.EFBIG,
	"EHOSTUNREACH": syscall.EHOSTUNREACH, "EINTR": syscall.EINTR, "EINVAL": syscall.EINVAL, "EIO": syscall.EIO,
	"EISCONN": syscall.EISCONN, "EISDIR": syscall.EISDIR, "ELOOP": syscall.ELOOP, "EMFILE": syscall.EMFILE,
	"EMSGSIZE": syscall.EMSGSIZE, "ENAMETOOLONG": syscall.ENAMETOOLONG, "ENETDOWN": syscall.ENETDOWN,
	"ENETUNREACH": syscall.ENETUNREACH, "ENFILE": syscall.ENFILE, "ENOBUFS": syscall.ENOBUFS, "ENODEV": syscall.ENODEV,
	"ENOENT": syscall.ENOENT, "ENOMEM": syscall.ENOMEM, "ENOPROTOOPT": syscall.ENOPROTOOPT, "ENOSPC": syscall.ENOSPC,
	"ENOSYS": syscall.ENOSYS, "ENOTCONN": syscall.ENOTCONN, "ENOTDIR": syscall.ENOTDIR, "ENOTEMPTY": syscall.ENOTEMPTY,
	"ENOTSOCK": syscall.ENOTSOCK, "ENOTSUP": syscall.ENOTSUP, "EOVERFLOW": syscall.EOVERFLOW, "EPERM": syscall.EPERM,
	"EPIPE": syscall.EPIPE, "EPROTO": syscall.EPROTO, "EPROTONOSUPPORT": syscall.EPROTONOSUPPORT,
	"EPROTOTYPE": syscall.EPROTOTYPE, "ERANGE": syscall.ERANGE, "EROFS": syscall.EROFS, "ESHUTDOWN": syscall.ESHUTDOWN,
	"ESPIPE": syscall.ESPIPE, "ESRCH": syscall.ESRCH, "ETIMEDOUT": syscall.ETIMEDOUT, "ETXTBSY": syscall.ETXTBSY,
	"EXDEV": syscall.EXDEV, "ENXIO": syscall.ENXIO, "EMLINK": syscall.EMLINK, "EHOSTDOWN": syscall.EHOSTDOWN,
	"ENOTTY": syscall.ENOTTY, "EILSEQ": syscall.EILSEQ, "ESOCKTNOSUPPORT": syscall.ESOCKTNOSUPPORT,
}

// bindUV gives js/internal/uv.js the numbers of the system it runs on. Windows has none of its own: there libuv
// invents them, and the Linux ones serve as well.
func bindUV(h *Host, natives *goja.Object) {
	numbers := h.Runtime.NewObject()
	if runtime.GOOS != "windows" && runtime.GOOS != "linux" {
		for name, errno := range errnos {
			h.set(numbers, name, -int(errno))
		}
	}
	h.set(natives, "errno", numbers)
}
