using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Model;

public sealed class CellDemandTests
{
    private static LeaseSpec Lease(params (int From, int Until, int Cells)[] steps) => new()
    {
        Name = "l",
        Tenant = "t",
        Pool = "p",
        Shape = CellShape.OneNode,
        Steps = [.. steps.Select(step => new LeaseStep(new(step.From), new(step.Until), step.Cells))],
    };

    private static (int, long, long)[] Intervals(params LeaseSpec[] leases) =>
        [.. CellDemand.Intervals(leases).Select(interval => (interval.Slot, interval.From.Milliseconds, interval.Until.Milliseconds))];

    [Fact]
    public void Each_cell_of_a_lease_is_a_slot_of_its_own() =>
        Assert.Equal([(0, 1, 4), (1, 1, 4)], Intervals(Lease((1, 4, 2))));

    [Fact]
    public void Leases_that_abut_are_one_stretch() =>
        Assert.Equal([(0, 1, 9)], Intervals(Lease((1, 4, 1)), Lease((4, 9, 1))));

    [Fact]
    public void Leases_apart_are_two_stretches_of_one_slot() =>
        Assert.Equal([(0, 1, 4), (0, 5, 9)], Intervals(Lease((1, 4, 1), (5, 9, 1))));

    [Fact]
    public void The_slot_that_began_first_ends_last() =>
        Assert.Equal([(0, 1, 9), (1, 3, 6)], Intervals(Lease((1, 6, 1)), Lease((3, 9, 1))));

    [Fact]
    public void Growth_opens_slots_on_top() =>
        Assert.Equal([(0, 1, 9), (1, 4, 9), (2, 4, 6)], Intervals(Lease((1, 4, 1), (4, 6, 3), (6, 9, 2))));

    [Fact]
    public void Without_leases_there_is_no_demand() => Assert.Empty(Intervals());

    [Fact]
    public void The_slots_of_an_instant_are_as_many_as_the_steps_say_from_the_lowest_up_and_stretches_of_one_never_touch()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            Random chance = new(seed);
            var leases = Enumerable.Range(0, chance.Next(1, 5)).Select(_ => DrawLease(chance)).ToArray();
            var intervals = CellDemand.Intervals(leases);
            for (var at = 0; at < 32; at++)
            {
                var sum = leases.SelectMany(lease => lease.Steps).Where(step => step.From.Milliseconds <= at && at < step.Until.Milliseconds).Sum(step => step.Cells);
                var slots = intervals.Where(interval => interval.From.Milliseconds <= at && at < interval.Until.Milliseconds).Select(interval => interval.Slot);
                Assert.Equal(Enumerable.Range(0, sum), slots);
            }

            foreach (var (one, next) in intervals.Zip(intervals.Skip(1)))
                Assert.True(one.Slot < next.Slot || (one.Slot == next.Slot && one.Until < next.From), $"seed {seed}: {one} and {next}");
            Assert.Equal(intervals, CellDemand.Intervals(leases.Reverse()));
        }
    }

    private static LeaseSpec DrawLease(Random chance)
    {
        List<(int, int, int)> steps = [];
        for (var at = chance.Next(6); at < 24 && steps.Count < 4; at += chance.Next(2) * chance.Next(5))
        {
            var until = at + chance.Next(1, 7);
            steps.Add((at, until, chance.Next(1, 4)));
            at = until;
        }

        return Lease([.. steps]);
    }
}
