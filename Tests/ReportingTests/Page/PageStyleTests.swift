import Foundation
import Testing

@testable import Reporting

/// What is read has a contrast of 4.5 to its ground, as WCAG 2 asks of text.
@Suite struct `The colours of the page` {
    private static let light = colors(0)
    private static let dark = light.merging(colors(1)) { $1 }

    private static let text = ["ink", "soft", "accent"]
    private static let players = (0..<8).map { "color-\($0)" }
    private static let code = ["ink", "soft", "string", "number", "name", "word"]
    private static let pairs: [(text: [String], grounds: [String])] = [
        (text + players, ["ground", "paper", "faint", "accent-ground"]),
        (["good", "bad", "doubt"], ["ground", "paper", "faint", "accent-ground"]),
        (["good"], ["good-ground"]), (["bad"], ["bad-ground"]), (["doubt"], ["doubt-ground"]),
        (code, ["paper", "good-ground", "bad-ground"]),
        (code + ["comment"], ["ground", "accent-ground"]), (["ink"], ["hit"]),
    ]

    @Test(arguments: [("light", light), ("dark", dark)])
    func `can be read on their grounds`(name: String, colors: [String: Int]) throws {
        for (texts, grounds) in Self.pairs {
            for text in texts {
                for ground in grounds {
                    let contrast = Self.contrast(
                        try #require(colors[text]), try #require(colors[ground]))
                    #expect(contrast >= 4.5, "\(text) on \(ground) in the \(name)")
                }
            }
        }
    }

    @Test func `are all there are`() {
        #expect(Self.light.count > 25)
        #expect(Self.dark.count == Self.light.count)
    }

    /// The colours of one of the blocks, by name.
    private static func colors(_ block: Int) -> [String: Int] {
        let text = PageStyle.colors.components(separatedBy: ":root")[block + 1]
        return Dictionary(
            uniqueKeysWithValues: text.matches(of: /--([a-z0-9-]+): #([0-9a-f]{6})/).map {
                (String($0.1), Int($0.2, radix: 16) ?? 0)
            })
    }

    private static func contrast(_ one: Int, _ other: Int) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static func luminance(_ color: Int) -> Double {
        func part(_ shift: Int) -> Double {
            let value = Double(color >> shift & 0xFF) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
}
