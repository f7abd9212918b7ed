import Plot

/// Numbers and frames as the panel writes them.

/// Three significant digits, `1.0e-3` where it is small or large.
func shortNumber(_ value: Double, glyphs: Glyphs = .ascii) -> String {
  guard value.isFinite else { return numberText(value, glyphs: glyphs) }
  let size = abs(value)
  let usesExponent = size != 0 && (size < 1e-3 || size >= 1e5)
  return NumberStyle(digits: 3, usesExponent: usesExponent, glyphs: glyphs).text(value)
}

/// `0:29`, and with hours from one hour on.
func clockText(_ seconds: Double) -> String {
  let text = durationText(seconds)
  return text.hasPrefix("0:") && text.count == 7 ? String(text.dropFirst(text.hasPrefix("0:0") ? 3 : 2)) : text
}

/// A panel: `lines` in a frame of exactly `width` × `height`, its title on the upper edge and `notes` right of it.
func framed(
  _ lines: [StyledText], title: String, notes: StyledText = StyledText(), width: Int, height: Int, glyphs: Glyphs
) -> [StyledText] {
  guard width >= 4, height >= 2 else { return lines.prefix(max(0, height)).map { $0.fitted(to: width) } }
  let box = glyphs.box
  let inner = width - 2
  var head = StyledText(box.topLeft + box.horizontal + " ", .muted)
  head.append(title, .title)
  head.append(" ", .muted)
  let noteWidth = notes.spans.isEmpty ? 0 : notes.width + 3
  let room = width - 1 - head.width - noteWidth
  if room >= 1, noteWidth > 0 {
    head.append(String(repeating: box.horizontal, count: room) + " ", .muted)
    head.append(notes)
    head.append(" " + box.horizontal, .muted)
  } else {
    head = head.fitted(to: min(head.width, width - 1))
    head.append(String(repeating: box.horizontal, count: max(0, width - 1 - head.width)), .muted)
  }
  head.append(box.topRight, .muted)
  var out = [head]
  for row in 0..<height - 2 {
    var line = StyledText(box.vertical, .muted)
    line.append((row < lines.count ? lines[row] : StyledText()).fitted(to: inner))
    line.append(box.vertical, .muted)
    out.append(line)
  }
  let edge = box.bottomLeft + String(repeating: box.horizontal, count: inner) + box.bottomRight
  return out + [StyledText(edge, .muted)]
}

/// Two blocks side by side; both have the same number of lines.
func beside(_ left: [StyledText], _ right: [StyledText]) -> [StyledText] {
  zip(left, right).map { $0 + $1 }
}
