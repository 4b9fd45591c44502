# Loopbook's commands. `make run` needs nothing but Go; `make test` sets up what the tests are measured against first.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME    ?= 30s
# How many random programs `make fuzz-order` compares, and the first of their seeds; FUZZORDER: more flags, as -module.
PROGRAMS    ?= 20000
SEED        ?= 1
FUZZORDER   ?=
PAGES       := build/pages
# The tests with real clients measure seconds and start browsers: they run alone, after everything else, without -race.
CLIENTS     := ./kernel/kerneltest/clients
PACKAGES     = $(shell go list ./... | grep -v /kernel/kerneltest/clients$$)

.PHONY: help build run examples gallery mysqld packages deps test check oracle bench loop network lab fuzz fuzz-order clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## bin/loopbook, one static binary
	CGO_ENABLED=0 go build -trimpath -o bin/loopbook ./cmd/kernel

run: build ## execute every sample notebook and write each as a page
	@mkdir -p $(PAGES)
	bin/loopbook run --html $(PAGES) notebooks/*.ipynb
	@echo "The pages are in $(PAGES):"; ls -1 $(PAGES)/*.html | sed 's/^/  /'

examples: build notebooks/examples/node_modules bin/mysqld ## execute every notebook and compare with what is stored in it
	bin/loopbook run --check --jobs 2 --junit build/notebooks.xml notebooks

gallery: build notebooks/examples/node_modules bin/mysqld ## execute every notebook, and make a site of pages with a search
	@mkdir -p build/gallery
	bin/loopbook run --jobs 2 --html build/gallery notebooks/examples/index.ipynb notebooks/*.ipynb notebooks/examples/[0-9]*.ipynb
	@cp notebooks/examples/mysql-server.js build/gallery/
	@echo "Open build/gallery/index.html"

mysqld: bin/mysqld ## a small MySQL server, for the notebook about databases

packages: ## what two of the notebooks need: axios, mysql2 and that server; without them they are not tested
	-@$(MAKE) --no-print-directory notebooks/examples/node_modules bin/mysqld

# A module of its own: neither Loopbook nor its tests link it.
bin/mysqld: $(wildcard notebooks/mysqld/*)
	cd notebooks/mysqld && CGO_ENABLED=0 go build -trimpath -o ../../bin/mysqld .

# axios and mysql2, which two of the notebooks use.
notebooks/examples/node_modules: notebooks/examples/package-lock.json
	cd notebooks/examples && npm ci --no-audit --no-fund
	@touch $@

deps: ## .deps: Node 24, Deno, the Jupyter clients, a browser, a database (only tests need them)
	@.ci/deps

# One package at a time: many tests compare with real Node, whose timers are late on a machine that is busy. What only runs
# Node (the names end in Node) need not run again under the race detector.
test: deps packages ## every test, also race-clean, then the tests with real clients (REQUIRE_ALL=1: nothing may be skipped)
	@failed=0; set -x; \
	  go test -p 1 -timeout 20m $(PACKAGES) || failed=1; \
	  go test -p 1 -race -skip 'Node$$' -timeout 20m $(PACKAGES) || failed=1; \
	  go test -timeout 20m $(CLIENTS) || failed=1; \
	  { set +x; } 2>/dev/null; exit $$failed

check: ## gofmt, vet, staticcheck, a tidy go.mod, the tests under the race detector
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	  if [ -n "$$unformatted" ]; then echo "gofmt -w wanted:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	go mod tidy -diff
	go test -p 1 -race -timeout 30m ./...

oracle: deps packages ## the same programs under real Node 24: every expectation is Node's own
	REQUIRE_ALL=1 go test -count=1 -timeout 20m -run 'Node$$' ./...

bench: build deps ## Loopbook, ipykernel and Deno's kernel, taking turns; a table, and build/bench.json
	.deps/venv/bin/python kernel/kerneltest/bench/bench.py --loopbook bin/loopbook --json build/bench.json
	@$(MAKE) --no-print-directory loop network

loop: build deps ## the event loop alone, against real Node and bare goja; a table, and build/loop.json
	go build -o build/goja kernel/kerneltest/bench/goja.go
	.deps/venv/bin/python kernel/kerneltest/bench/loop.py --loopbook bin/loopbook --goja build/goja --json build/loop.json

network: build deps packages ## an http server under wrk, fetches, files, packages, against real Node; a table, and build/network.json
	@command -v wrk >/dev/null || { echo "wrk is not on PATH: apt-get install wrk"; exit 1; }
	.deps/venv/bin/python kernel/kerneltest/bench/network.py --loopbook bin/loopbook --packages notebooks/examples/node_modules --json build/network.json

lab: build deps ## a JupyterLab with the kernel installed in a throw-away prefix
	@prefix=$$(mktemp -d); trap 'rm -rf "$$prefix"' EXIT; \
	  bin/loopbook install --prefix "$$prefix"; \
	  JUPYTER_PATH=$$prefix/share/jupyter .deps/venv/bin/jupyter lab --allow-root --notebook-dir=notebooks

fuzz: ## every fuzz test for FUZZTIME (30s)
	@for p in $$(go list ./...); do \
	  for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	    echo "== $$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p; \
	  done; \
	done

fuzz-order: deps ## PROGRAMS (20000) random programs under Node and Loopbook, in fake time; what differs is shrunk and kept
	REQUIRE_ALL=1 go test ./kernel/realm/order -count=1 -timeout 0 -v -run TestRandomProgramsNode -keep -programs $(PROGRAMS) -seed $(SEED) $(FUZZORDER)

clean: ## remove what was built
	rm -rf bin build

distclean: clean ## and what `make deps` set up
	rm -rf .deps
