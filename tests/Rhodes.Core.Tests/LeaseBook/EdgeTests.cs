using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Tests.LeaseBook.TinyWorlds;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook;

/// <summary>Leases asked for at the edges: of an instant, and of numbers.</summary>
public sealed class EdgeTests
{
    /// <summary>
    /// In the instant in which a lease ends, before that instant is settled, its cell is still open, and its domain is another
    /// lease's from now on.
    /// </summary>
    [Fact]
    public void A_lease_renewed_in_the_instant_in_which_it_ends_keeps_its_cell_or_is_refused()
    {
        var core = CoreOf(TinyFabric.Even);
        Ask(core, new(1, 2, 2, 0, 3), 0);
        Ask(core, new(0, 2, 1, 0, 2), 0);
        Ask(core, new(1, 1, 1, 0, 2), 0);
        core.Decide(new Settle(TinyLease.At(0)));
        Ask(core, new(0, 1, 1, 2, 3), 1);
        core.Decide(new Settle(TinyLease.At(1)));
        var plan = core.State.Pools[0].Plan;
        var next = plan.All.Single(tenure => tenure.From == TinyLease.At(2));
        var ends = plan.All.Single(tenure => tenure.Until == TinyLease.At(2) && tenure.Domain == next.Domain);

        Ask(core, new(ends.Tenant, ends.Tenant == 0 ? 2 : 1, 1, 2, 3), 2);
        Assert.Equal(ends.Domain, plan[ends.Id].Domain);
        core.Decide(new Settle(TinyLease.At(2)));
        core.Decide(new Settle(TinyLease.At(3)));
        Assert.Equal(0, plan.Count);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    public void More_cells_than_there_are_domains_are_refused_at_once(int cells)
    {
        var core = CoreOf(TinyFabric.Even);
        Ask(core, new(0, 0, 1, 0, 3), 0);
        var lease = new TinyLease(0, 0, cells, 0, 1).Spec(TinyFabric.Even, "large");
        Assert.IsType<CommandRefused>(Assert.Single(core.Decide(new ConfirmLease(TinyLease.At(0), lease))));
    }

    /// <summary>One or two leases end early, in the instant in which others start, or a moment later.</summary>
    [Theory]
    [InlineData("even", 0)]
    [InlineData("even", 1)]
    [InlineData("unequal", 0)]
    [InlineData("unequal", 1)]
    public void Less_can_always_be_kept(string name, long moment)
    {
        var fabric = name == "even" ? TinyFabric.Even : TinyFabric.Unequal;
        foreach (var row in TinyLease.Rows(4, 200_003))
        {
            var problem = Record.Exception(() => EndEarly(fabric, row, moment));
            Assert.True(problem is null, $"{string.Join("; ", row)}: {problem?.Message}");
        }
    }

    private static void EndEarly(TinyFabric fabric, TinyLease[] row, long moment)
    {
        var core = CoreOf(fabric);
        for (var i = 0; i < 4; i++) core.Decide(new ConfirmLease(Instant.Beginning, row[i].Spec(fabric, $"{i}")));
        core.Decide(new Settle(Instant.Beginning));
        var hour = row[2].Kind % 2;
        for (var passed = 0; passed < hour + moment; passed++) core.Decide(new Settle(TinyLease.At(passed)));
        var now = TinyLease.At(hour) + new Duration(moment);
        foreach (var i in (int[])[row[1].Kind % 4, row[3].Kind % 4])
            core.Decide(new EndLease(now, $"{i}", TinyLease.At(row[i].From + (row[0].Kind % 2))));
        core.Decide(new Settle(now));
        for (hour++; hour <= TinyLease.Hours; hour++) core.Decide(new Settle(TinyLease.At(hour)));
        Assert.Equal(0, core.State.Pools[0].Plan.Count);
    }

    private static void Ask(ControlCore core, TinyLease lease, int hour) =>
        core.Decide(new ConfirmLease(TinyLease.At(hour), lease.Spec(TinyFabric.Even, $"{lease} {hour}")));

    private static ControlCore CoreOf(TinyFabric fabric)
    {
        ControlCore core = new();
        core.Decide(new AddNodes(Instant.Beginning, fabric.Spec()));
        for (var tenant = 0; tenant < 2; tenant++) core.Decide(new AddTenant(Instant.Beginning, new TenantSpec { Name = $"tenant {tenant}" }));
        return core;
    }
}
