/// Magics of notebooks that have nothing to do here; they are accepted so that notebooks run unchanged.
let ignoredMagics: [Magic] = [
  Magic("load_ext", .line, "accepted without effect") { _ in nil },
  Magic("reload_ext", .line, "accepted without effect") { _ in nil },
  Magic("autoreload", .line, "accepted without effect") { _ in nil },
  Magic("config", .line, "accepted without effect") { _ in nil },
  Magic("pip", .line, "soma has its modules built in: accepted without effect") { _ in nil },
  Magic("conda", .line, "soma has its modules built in: accepted without effect") { _ in nil },
]
