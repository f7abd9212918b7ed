import Glibc

/// The Cairo library, opened when the first figure is written to PNG or PDF: sessions without such files do not need it.
struct CairoLibrary {
  typealias Handle = OpaquePointer

  let makeImage: @convention(c) (Int32, Int32, Int32) -> Handle?
  let makePDF: @convention(c) (UnsafePointer<CChar>, Double, Double) -> Handle?
  let makeImageOfData: @convention(c) (UnsafeMutablePointer<UInt8>, Int32, Int32, Int32, Int32) -> Handle?
  let writePNG: @convention(c) (Handle, UnsafePointer<CChar>) -> Int32
  let finishSurface: @convention(c) (Handle) -> Void
  let surfaceStatus: @convention(c) (Handle) -> Int32
  let destroySurface: @convention(c) (Handle) -> Void
  let create: @convention(c) (Handle) -> Handle?
  let destroy: @convention(c) (Handle) -> Void
  let save: @convention(c) (Handle) -> Void
  let restore: @convention(c) (Handle) -> Void
  let scale: @convention(c) (Handle, Double, Double) -> Void
  let translate: @convention(c) (Handle, Double, Double) -> Void
  let rotate: @convention(c) (Handle, Double) -> Void
  let setColor: @convention(c) (Handle, Double, Double, Double, Double) -> Void
  let setLineWidth: @convention(c) (Handle, Double) -> Void
  let setLineJoin: @convention(c) (Handle, Int32) -> Void
  let setDash: @convention(c) (Handle, UnsafePointer<Double>?, Int32, Double) -> Void
  let moveTo: @convention(c) (Handle, Double, Double) -> Void
  let lineTo: @convention(c) (Handle, Double, Double) -> Void
  let closePath: @convention(c) (Handle) -> Void
  let rectangle: @convention(c) (Handle, Double, Double, Double, Double) -> Void
  let arc: @convention(c) (Handle, Double, Double, Double, Double, Double) -> Void
  let stroke: @convention(c) (Handle) -> Void
  let fill: @convention(c) (Handle) -> Void
  let clip: @convention(c) (Handle) -> Void
  let newPath: @convention(c) (Handle) -> Void
  let setSurface: @convention(c) (Handle, Handle, Double, Double) -> Void
  let getSource: @convention(c) (Handle) -> Handle?
  let setFilter: @convention(c) (Handle, Int32) -> Void
  let paint: @convention(c) (Handle) -> Void
  let selectFont: @convention(c) (Handle, UnsafePointer<CChar>, Int32, Int32) -> Void
  let setFontSize: @convention(c) (Handle, Double) -> Void
  let showText: @convention(c) (Handle, UnsafePointer<CChar>) -> Void
  /// Writes six numbers: bearings, width, height, advances.
  let textExtents: @convention(c) (Handle, UnsafePointer<CChar>, UnsafeMutablePointer<Double>) -> Void

  /// What keeps the library from being used.
  struct Missing: Error {}

  init() throws(Missing) {
    guard let library = dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL) else { throw Missing() }
    func find<Function>(_ name: String) throws(Missing) -> Function {
      guard let symbol = dlsym(library, "cairo_" + name) else { throw Missing() }
      // The types above are those of the library's header.
      return unsafeBitCast(symbol, to: Function.self)
    }
    makeImage = try find("image_surface_create")
    makePDF = try find("pdf_surface_create")
    makeImageOfData = try find("image_surface_create_for_data")
    writePNG = try find("surface_write_to_png")
    finishSurface = try find("surface_finish")
    surfaceStatus = try find("surface_status")
    destroySurface = try find("surface_destroy")
    create = try find("create")
    destroy = try find("destroy")
    save = try find("save")
    restore = try find("restore")
    scale = try find("scale")
    translate = try find("translate")
    rotate = try find("rotate")
    setColor = try find("set_source_rgba")
    setLineWidth = try find("set_line_width")
    setLineJoin = try find("set_line_join")
    setDash = try find("set_dash")
    moveTo = try find("move_to")
    lineTo = try find("line_to")
    closePath = try find("close_path")
    rectangle = try find("rectangle")
    arc = try find("arc")
    stroke = try find("stroke")
    fill = try find("fill")
    clip = try find("clip")
    newPath = try find("new_path")
    setSurface = try find("set_source_surface")
    getSource = try find("get_source")
    setFilter = try find("pattern_set_filter")
    paint = try find("paint")
    selectFont = try find("select_font_face")
    setFontSize = try find("set_font_size")
    showText = try find("show_text")
    textExtents = try find("text_extents")
  }
}
