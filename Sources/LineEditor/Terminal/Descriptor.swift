#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Reads and writes of an open file, with what interrupts them taken care of.
struct Descriptor {
    let number: Int32

    /// Writes all bytes, and waits where they cannot be taken yet.
    func write(_ bytes: some Collection<UInt8>) throws(LineEditorError) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { buffer in
                systemWrite(number, buffer.baseAddress, buffer.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                var poller = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = poll(&poller, 1, -1)
            } else if errno == EIO || errno == EPIPE {
                throw .closed
            } else if errno != EINTR {
                throw .system(call: "write", code: errno)
            }
        }
    }

    /// Writes a byte if it can be taken now.
    func offer(_ byte: UInt8) {
        var byte = byte
        _ = systemWrite(number, &byte, 1)
    }

    /// Reads what is there, at most `limit` bytes; empty at the end of the file.
    func read(_ limit: Int) throws(LineEditorError) -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
                count = systemRead(number, buffer.baseAddress, limit)
                initialized = max(count, 0)
            }
            if count >= 0 { return bytes }
            if errno == EIO { return [] }
            guard errno == EINTR || errno == EAGAIN else {
                throw .system(call: "read", code: errno)
            }
            if errno == EAGAIN {
                var poller = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
                _ = poll(&poller, 1, -1)
            }
        }
    }
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}

private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(number, bytes, count)
}
