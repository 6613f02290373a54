internal import Synchronization

/// The names of classes as numbers, so that a parameter can be declared by the name of a class that
/// is itself declared only later, and be checked by one comparison.
enum ClassName {
    // Grows with the declarations in a program, which are few.
    private static let numbers = Mutex<[String: UInt]>([:])

    /// The number of a name, from 1; the same for equal names, in all states.
    static func number(of name: String) -> UInt {
        numbers.withLock { numbers in
            if let number = numbers[name] { return number }
            let number = UInt(numbers.count + 1)
            numbers[name] = number
            return number
        }
    }
}
