# Crossforce: `make help` lists what can be asked of this project.

export JAVA_HOME := $(shell deploy/local/find-jdk 2>/dev/null)

# Maven 3 on a new JDK warns about itself at every call; that helps nobody here.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

MVN    := mvn -B -ntp
BUILT  := target/built
INPUTS := $(shell find pom.xml */pom.xml deploy */src -type f -not -path '*/target/*' -not -path '*/src/test/*' 2>/dev/null)
LOCAL  := $(JAVA_HOME)/bin/java -cp 'deploy/local/target/classes:deploy/local/target/lib/*' crossforce.local.Main
E2E    := $(JAVA_HOME)/bin/java -cp 'end-to-end/target/classes:end-to-end/target/lib/*'

# What `make demo` asks for, a file as the public API takes it, and which force asks; how often and from where `make faults` draws.
REQUEST ?=
FORCE   ?= west-yorkshire
ROUNDS  ?= 1
SEED    ?= 1

.PHONY: help build demo up down status test faults bench-chain fmt check tools

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(BUILT) ## compile and package what changed

demo: $(BUILT) ## one request from need to charge and proven trail; REQUEST=file FORCE=name asks for something else
	@$(E2E) crossforce.e2e.RequestFile "$(REQUEST)"
	@$(LOCAL) up
	@$(E2E) crossforce.e2e.Demo "$(REQUEST)" "$(FORCE)"

up: $(BUILT) ## start what does not run yet: PostgreSQL, Kafka, Keycloak, the services
	@$(LOCAL) up

down: | deploy/local/target/lib ## stop everything; the state stays in .crossforce
	@$(LOCAL) down

status: | deploy/local/target/lib ## what runs, and where
	@$(LOCAL) status

test: tools ## all tests, on real PostgreSQL, Kafka and Keycloak
	$(MVN) verify

faults: $(BUILT) ## kill, stop and restore things under load; ROUNDS=n SEED=s
	@$(E2E) -XX:+UseSerialGC -XX:TieredStopAtLevel=1 crossforce.e2e.Faults "$(ROUNDS)" "$(SEED)"

bench-chain: $(BUILT) ## figures of the chain and of sealing on this machine
	@$(E2E) -XX:+UseSerialGC -XX:TieredStopAtLevel=1 crossforce.e2e.BenchChain; chain=$$?; \
	$(MVN) -q -pl service-kit -am test -Dtest=SealingFigure -Dsurefire.failIfNoSpecifiedTests=false \
		-Dcrossforce.figures=true 2>&1 | grep -o 'figure: .*' && exit $$chain

fmt: tools ## format the sources
	@$(MVN) -q spotless:apply

check: tools ## format, Error Prone, NullAway and architecture rules
	@$(MVN) -q spotless:check test -Dtest='*ArchitectureTest' -Dsurefire.failIfNoSpecifiedTests=false
	@echo "check: nothing to object"

tools:
	@deploy/local/find-jdk >/dev/null
	@command -v mvn >/dev/null || { echo "Maven is missing; on Debian: apt-get install maven" >&2; exit 1; }

$(BUILT): $(INPUTS) | tools
	@echo "building (minutes at first, seconds later)"
	@$(MVN) -q package -DskipTests
	@mkdir -p $(@D) && touch $@

deploy/local/target/lib: | tools
	@echo "building what starts and stops the platform (once)"
	@$(MVN) -q package -DskipTests -pl deploy/local -am
