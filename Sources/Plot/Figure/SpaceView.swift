import Glibc

/// Where three-dimensional axes are looked at from, and what is seen: points of a cube of side 2 in a plane.
public struct SpaceView: Equatable, Sendable {
  /// Degrees above the ground, and around the upright axis.
  public var elevation = 30.0
  public var azimuth = -60.0

  public init() {}

  /// A point of the cube −1…1 seen from there: rightwards and upwards.
  public func project(_ x: Double, _ y: Double, _ z: Double) -> (x: Double, y: Double) {
    let (up, round) = (elevation * .pi / 180, azimuth * .pi / 180)
    return (
      -x * sin(round) + y * cos(round), -(x * cos(round) + y * sin(round)) * sin(up) + z * cos(up)
    )
  }

  /// How far in front of the middle a point is.
  public func nearness(_ x: Double, _ y: Double, _ z: Double) -> Double {
    let (up, round) = (elevation * .pi / 180, azimuth * .pi / 180)
    return (x * cos(round) + y * sin(round)) * cos(up) + z * sin(up)
  }
}
