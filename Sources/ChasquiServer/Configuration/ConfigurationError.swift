/// A setting that cannot be: where it stands, what is wrong with it, and what to do.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// `--port`, `CHASQUI_PORT`, or file and line and key: `chasqui.yaml:3: port`.
  public let place: String
  public let message: String

  public init(_ place: String, _ message: String) {
    self.place = place
    self.message = message
  }

  public var description: String { "\(place): \(message)" }
}
