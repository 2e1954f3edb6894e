private import CLibXML2

/// The characters that HTML 4 has names for, as libxml2 lists them.
public enum HTMLEntity {
  /// The character that `&name;` stands for.
  public static func scalar(named name: some StringProtocol) -> Unicode.Scalar? {
    // No name is longer; what is cannot be one.
    guard name.utf8.count <= 10, let entity = htmlEntityLookup(String(name)) else { return nil }
    return Unicode.Scalar(entity.pointee.value)
  }
}
