extension Keymap {
    /// Keys that do the same in every mode.
    static let common = Keymap([
        ("<enter>", .accept), ("C-j", .accept), ("M-<enter>", .acceptAnyway),
        ("C-M-j", .acceptAnyway), ("S-<enter>", .insertLineEnd),
        ("<left>", .move(.left)), ("<right>", .move(.right)), ("<up>", .up), ("<down>", .down),
        ("<home>", .move(.lineStart)), ("<end>", .move(.lineEnd)),
        ("C-<home>", .move(.textStart)), ("C-<end>", .move(.textEnd)),
        ("C-<left>", .move(.wordLeft)), ("C-<right>", .move(.wordRight)),
        ("M-<left>", .move(.wordLeft)), ("M-<right>", .move(.wordRight)),
        ("<pageup>", .historyPrevious), ("<pagedown>", .historyNext),
        ("<backspace>", .delete(.left)), ("C-h", .delete(.left)), ("<delete>", .delete(.right)),
        ("C-<delete>", .kill(.wordRight)), ("C-<backspace>", .kill(.wordLeft)),
        ("<tab>", .complete), ("S-<tab>", .completePrevious),
        ("C-c", .interrupt), ("C-d", .deleteOrEnd), ("C-l", .clearScreen), ("C-z", .suspend),
        ("C-r", .searchBackward), ("C-s", .searchForward), ("C-v", .quoteNext),
        ("C-w", .kill(.spacedWordLeft)), ("C-u", .kill(.lineStart)),
    ])

    /// The keys of Emacs, as readline has them.
    public static let emacs = common.merging(
        Keymap(
            [
                ("C-a", .move(.lineStart)), ("C-e", .move(.lineEnd)),
                ("C-b", .move(.left)), ("C-f", .move(.right)),
                ("M-b", .move(.wordLeft)), ("M-f", .move(.wordRight)),
                ("M-m", .move(.firstNonBlank)), ("C-M-f", .move(.matchingBracket)),
                ("C-p", .up), ("C-n", .down), ("M-p", .historyPrevious), ("M-n", .historyNext),
                ("M-<", .historyFirst), ("M->", .historyLast),
                ("C-k", .kill(.lineEnd)), ("M-d", .kill(.wordRight)),
                ("M-<backspace>", .kill(.wordLeft)), ("C-M-h", .kill(.wordLeft)),
                ("C-x <backspace>", .kill(.textStart)), ("C-x C-k", .killWholeText),
                ("C-<space>", .setMark), ("C-x C-x", .exchangeMark),
                ("M-w", .copyRegion), ("C-x w", .killRegion),
                ("C-y", .yank), ("M-y", .yankPop), ("M-.", .yankLastArgument),
                ("M-_", .yankLastArgument),
                ("C-t", .transposeCharacters), ("M-t", .transposeWords),
                ("M-u", .uppercaseWord), ("M-l", .lowercaseWord), ("M-c", .capitalizeWord),
                ("C-_", .undo), ("C-x C-u", .undo), ("C-x u", .undo), ("C-M-_", .redo),
                ("C-x C-r", .redo), ("M-r", .revert),
                ("C-o", .insertLineEnd), ("C-q", .quoteNext), ("C-g", .cancel),
                ("<escape>", .cancel), ("C-x C-e", .openEditor), ("M--", .argumentSign),
            ] + (0...9).map { ("M-\($0)", .argument($0)) }))

    /// The keys of vi while text is inserted.
    public static let viInsert = common.merging(
        Keymap([
            ("<escape>", .viNormal), ("C-[", .viNormal), ("C-p", .up), ("C-n", .down),
            ("C-y", .yank), ("C-_", .undo), ("C-g", .cancel), ("C-o", .insertLineEnd),
        ]))

    /// The keys of vi's normal mode that are not part of its grammar.
    static let viNormal = common.merging(
        Keymap([
            ("C-r", .redo), ("C-p", .up), ("C-n", .down), ("C-_", .undo),
            ("<escape>", .cancel), ("C-g", .cancel),
            ("<backspace>", .move(.left)), ("C-h", .move(.left)),
            ("/", .searchBackward), ("?", .searchForward),
        ]))
}
