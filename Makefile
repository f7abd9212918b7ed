# soma — `make demo` and `make test` are all there is to do on a fresh Debian 12 machine with Swift 6.

PREFIX ?= /usr/local
SWIFT  ?= swift
# Tests look inside the rooms; the flag costs nothing at run time, so one set of build products serves all.
FLAGS  := -c release -Xswiftc -enable-testing
BUILD  := $(SWIFT) build $(FLAGS)
BINARY := .build/release/soma
# Scripts with a mutated argument that a test run tries: none may end the process.
MUTATIONS ?= 10000

.PHONY: demo test build install packages golden mutate bench lint clean

# Builds soma and trains, evaluates, saves and freezes a spiking network on handwritten digits.
demo: build
	cd "$$(mktemp -d)" && "$(CURDIR)/$(BINARY)" run "$(CURDIR)/sessions/digits.py"

build: packages
	$(BUILD) --product soma

# Unit tests, the real binary in a real terminal, the corpus of scripts with known results, and mutations of it.
test: packages
	$(BUILD) --build-tests
	$(SWIFT) test $(FLAGS) --skip-build --disable-xctest
	$(MAKE) golden mutate

golden: build
	python3 Tests/Golden/run.py "$(CURDIR)/$(BINARY)"

mutate: build
	python3 Tests/Mutation/mutate.py "$(CURDIR)/$(BINARY)" --count $(MUTATIONS)

install: build
	install -D -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/soma"

packages:
	@scripts/packages.sh

lint:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

clean:
	rm -rf .build
