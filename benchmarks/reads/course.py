"""Who is asked what, in which order: slices of all contenders in turn, shuffled, over several rounds."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from random import Random

from benchmarks.reads.agreeing import Disagreement, answers, compare, is_empty
from benchmarks.reads.cases.case import Case
from benchmarks.reads.contenders.contender import Contender, Running
from benchmarks.reads.dataset.ground import ADMIN, Ground
from benchmarks.reads.load.generator import Generator, load_generator
from benchmarks.reads.load.slice import Slice, Target
from benchmarks.reads.results import Measured, Probe


@dataclass(frozen=True)
class Pace:
    """How long is measured."""

    rounds: int = 5
    seconds: float = 0.5
    warm_up_seconds: float = 1.0


class Course:
    """Contenders that run, and what they are asked."""

    def __init__(self, ground: Ground, generator: Generator, stack: AsyncExitStack) -> None:
        self._ground = ground
        self._generator = generator
        self._stack = stack
        self._running: dict[tuple[str, str], Running] = {}
        self._probes: dict[Probe, tuple[Contender, Case]] = {}
        self.measured: dict[Probe, Measured] = {}

    async def enter(self, contenders: Sequence[Contender], case: Case, connections: Sequence[int]) -> None:
        """Let contenders take part with a case; raise Disagreement unless they answer it alike."""
        token = self._token(case)
        found = {}
        for contender in contenders:
            running = await self.running(contender, case.workspace)
            found[contender.name] = await answers(contender, running, case, token)
        if case.actor == ADMIN and any(is_empty(answer) for answer in next(iter(found.values()))):
            raise Disagreement(f'"{case.name}" finds nothing.')
        compare(case, found)
        for contender in contenders:
            requests = list(contender.requests(case, token))
            await self._generator.prepare(_name(contender, case), requests)
            for count in connections:
                self._probes[Probe(contender.name, case.name, count)] = (contender, case)

    async def run(self, pace: Pace, random: Random, tell: Callable[[str], None]) -> None:
        """Warm everybody up, then measure round by round."""
        for probe in self._probes:
            await self._slice(probe, pace.warm_up_seconds)
            self.measured[probe] = Measured()
        for number in range(1, pace.rounds + 1):
            tell(f"round {number} of {pace.rounds}")
            groups = self._groups()
            for group in random.sample(groups, len(groups)):
                for probe in random.sample(group, len(group)):
                    self.measured[probe].slices.append(await self._slice(probe, pace.seconds))

    def _groups(self) -> list[list[Probe]]:
        """Return probes that are compared with each other, which therefore follow each other."""
        groups: dict[tuple[str, int], list[Probe]] = {}
        for probe, (_, case) in self._probes.items():
            groups.setdefault((case.query, probe.connections), []).append(probe)
        return list(groups.values())

    async def _slice(self, probe: Probe, seconds: float) -> Slice:
        contender, case = self._probes[probe]
        running = await self.running(contender, case.workspace)
        target = Target(running.port, running.pid, self._ground.postmaster)
        found = await self._generator.run(
            _name(contender, case), target, connections=probe.connections, seconds=seconds
        )
        if found.failures:
            raise Disagreement(f'{contender.title} failed {found.failures} times at "{case.name}".')
        return found

    @property
    def measures_anything(self) -> bool:
        """Whether anybody takes part with anything."""
        return bool(self._probes)

    async def running(self, contender: Contender, workspace: str) -> Running:
        """Return the contender's process on a workspace, started at the first need."""
        key = (contender.name, workspace)
        if key not in self._running:
            started = contender.start(self._ground, workspace)
            self._running[key] = await self._stack.enter_async_context(started)
        return self._running[key]

    def _token(self, case: Case) -> str:
        return self._ground.workspaces[case.workspace].tokens[case.actor]


@asynccontextmanager
async def course(ground: Ground) -> AsyncIterator[Course]:
    """Enter a course; at its end all contenders are stopped."""
    async with AsyncExitStack() as stack:
        generator = await stack.enter_async_context(load_generator())
        yield Course(ground, generator, stack)


def _name(contender: Contender, case: Case) -> str:
    return f"{contender.name}/{case.workspace}/{case.name}"
