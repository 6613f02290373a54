/// What was done to a text, in groups that are taken back at once.
public struct UndoHistory: Sendable, Equatable {
    /// Older groups are dropped.
    public static let limit = 1_000

    private var done: [[TextEdit]] = []
    private var undone: [[TextEdit]] = []
    private var isGroupOpen = false

    /// Holds nothing to take back.
    public init() {}

    /// Adds an edit to the open group, or opens one with it.
    public mutating func record(_ edit: TextEdit) {
        guard edit.removed != edit.inserted else { return }
        undone = []
        if isGroupOpen, !done.isEmpty {
            done[done.count - 1].append(edit)
        } else {
            done.append([edit])
            if done.count > Self.limit { done.removeFirst() }
            isGroupOpen = true
        }
    }

    /// Ends the group: the next edit is taken back on its own.
    public mutating func closeGroup() { isGroupOpen = false }

    /// Takes back the newest group.
    ///
    /// - Returns: Whether there was one.
    public mutating func undo(in buffer: inout TextBuffer) -> Bool {
        closeGroup()
        guard let group = done.popLast() else { return false }
        for edit in group.reversed() { buffer.revert(edit) }
        undone.append(group)
        return true
    }

    /// Does again the group that was taken back last.
    ///
    /// - Returns: Whether there was one.
    public mutating func redo(in buffer: inout TextBuffer) -> Bool {
        closeGroup()
        guard let group = undone.popLast() else { return false }
        for edit in group { buffer.apply(edit) }
        done.append(group)
        return true
    }
}
