# soma — `make demo` and `make test` are all there is to do on a fresh Debian 12 machine with Swift 6.

PREFIX ?= /usr/local
SWIFT  ?= swift
# Tests look inside the rooms; the flag costs nothing at run time, so one set of build products serves all.
FLAGS  := -c release -Xswiftc -enable-testing
BUILD  := $(SWIFT) build $(FLAGS)
BINARY := .build/release/soma

.PHONY: demo test build install packages golden bench lint clean

# Builds soma and trains, evaluates, saves and freezes a spiking network on handwritten digits.
demo: build
	cd "$$(mktemp -d)" && "$(CURDIR)/$(BINARY)" run "$(CURDIR)/sessions/digits.py"

build: packages
	$(BUILD) --product soma

# Unit tests, the real binary in a real terminal, and the corpus of scripts with known results.
test: packages
	$(BUILD) --build-tests
	$(SWIFT) test $(FLAGS) --skip-build --disable-xctest
	$(MAKE) golden

golden: build
	python3 Tests/Golden/run.py "$(CURDIR)/$(BINARY)"

install: build
	install -D -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/soma"

packages:
	@scripts/packages.sh

lint:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

clean:
	rm -rf .build
