using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>The same tiny worlds through the core's commands: it must answer as the book does, and come to the same plan.</summary>
public sealed class TinyCoreTests
{
    [Theory]
    [InlineData("even", 3, 4_001, false)]
    [InlineData("even", 4, 399_989, true)]
    [InlineData("unequal", 3, 4_001, true)]
    [InlineData("unequal", 4, 399_989, false)]
    public void The_core_confirms_what_the_book_would(string fabric, int length, long stride, bool goesOn)
    {
        foreach (var row in TinyLease.Rows(length, stride)) Play(fabric == "even" ? TinyFabric.Even : TinyFabric.Unequal, row, goesOn);
    }

    private static void Play(TinyFabric fabric, TinyLease[] row, bool goesOn)
    {
        TinyBook book = new(fabric);
        var core = CoreOf(fabric);
        for (var next = 0; next < row.Length; next++)
        {
            GoTo(core, book, goesOn ? next - 2 : -1);
            if (row[next].Until <= book.Hour) continue;
            var answer = book.Ask(row[next]);
            if (answer.Change is { } change) book.Confirm(row[next], change);
            var at = Instant.Later(book.Now, core.State.Now + new Duration(1));   // an instant is settled once
            var events = core.Decide(new ConfirmLease(at, row[next].Spec(fabric, $"lease {next}")));
            Assert.Equal(answer.IsYes ? 0 : 1, events.OfType<CommandRefused>().Count());
            Assert.Equal(answer.IsYes ? 1 : 0, events.OfType<LeaseConfirmed>().Count());
            core.Decide(new Settle(at));
            Assert.Equal(book.Plan.All, core.State.Pools[0].Plan.All);
        }

        // To the end of the day: every owed cell opens, and closes.
        for (var hour = Math.Max(0, book.Hour); hour <= TinyLease.Hours; hour++)
        {
            GoTo(core, book, hour);
            Assert.Equal(book.Plan.All, core.State.Pools[0].Plan.All);
            Assert.Equal(book.Plan.All.Where(tenure => tenure.From <= book.Now).Select(tenure => tenure.Id), core.State.Open.Select(open => open.Tenure));
        }

        Assert.Equal(0, core.State.Pools[0].Plan.Count);
    }

    private static ControlCore CoreOf(TinyFabric fabric)
    {
        ControlCore core = new();
        core.Decide(new AddNodes(Instant.Beginning, fabric.Spec()));
        for (var tenant = 0; tenant < 2; tenant++) core.Decide(new AddTenant(Instant.Beginning, new() { Name = $"tenant {tenant}" }));
        return core;
    }

    private static void GoTo(ControlCore core, TinyBook book, int hour)
    {
        book.GoTo(hour);
        if (book.Now > core.State.Now) core.Decide(new Settle(book.Now));
    }
}
