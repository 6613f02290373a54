/// A value that its holder keeps behind a reference, so that copying a holder without one, which
/// is the common case, costs one word.
///
/// Changing the value copies it.
indirect enum OutOfLine<Value: Sendable>: Sendable {
    case value(Value)

    /// The value itself.
    var value: Value {
        switch self {
        case .value(let value): value
        }
    }
}

extension OutOfLine: Equatable where Value: Equatable {}
