/// Why the text layer cannot do what it is asked.
public struct TextError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
