using Rhodes.Core.LeaseBook;
using Xunit.Abstractions;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>
/// The lease book against brute force on sites of eight nodes. With RHODES_LONG=1 many more rows are played.
/// </summary>
public abstract class TinyWorldTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("RHODES_LONG") == "1";

    private protected abstract TinyFabric Fabric { get; }

    [Fact]
    public void Two_leases_before_the_day() => Play(2, 1, 1, NowBefore);

    [Fact]
    public void Three_leases_before_the_day() => Play(3, 211, 7, NowBefore);

    [Fact]
    public void Four_leases_before_the_day() => Play(4, 39_983, 997, NowBefore);

    [Fact]
    public void Two_leases_while_the_day_goes_on() => Play(2, 1, 1, (row, next) => next == 0 ? -1 : (row[0].Cells + row[1].Kind) % TinyLease.Hours);

    [Fact]
    public void Three_leases_while_the_day_goes_on() => Play(3, 211, 7, (row, next) => next switch
    {
        0 => -1,
        1 => (row[0].Kind % 2) - 1,
        _ => (row[0].Kind % 2) - 1 + (row[1].Kind % 2),
    });

    [Fact]
    public void Four_leases_while_the_day_goes_on() => Play(4, 39_983, 997, (row, next) => next < 2 ? -1 : next < 3 ? row[1].Kind % 2 : 1);

    private static int NowBefore(TinyLease[] row, int next) => -1;

    private void Play(int length, long stride, long strideWhenLong, Func<TinyLease[], int, int> hourOf)
    {
        Tally tally = new();
        foreach (var row in TinyLease.Rows(length, Long ? strideWhenLong : stride)) Play(row, hourOf, tally);
        output.WriteLine($"{Fabric.Name}: {tally}");

        // Measured: the search misses nothing that is possible; that slots are nested costs 7 of 118,000 noes, 255 of 3.3
        // million in the long run.
        Assert.True(tally.NotFoundYetPossible == 0, $"{tally}");
        Assert.True(tally.PossibleInAnyPartition * 1_000 <= tally.No, $"{tally}");
    }

    private void Play(TinyLease[] row, Func<TinyLease[], int, int> hourOf, Tally tally)
    {
        tally.Rows++;
        TinyBook book = new(Fabric);
        for (var next = 0; next < row.Length; next++)
        {
            book.GoTo(hourOf(row, next));
            if (row[next].Until <= book.Hour) continue;
            var story = $"{Fabric.Name}: {string.Join("; ", row)}, at lease {next} in hour {book.Hour}";
            Confirm(book, row[next], tally, story);
        }
    }

    private void Confirm(TinyBook book, TinyLease lease, Tally tally, string story)
    {
        var pins = book.Pins();
        var before = book.Plan.All.ToList();
        var answer = book.Ask(lease);
        Assert.True(before.SequenceEqual(book.Plan.All), $"asking changed the plan; {story}");
        if (answer.Change is { } change)
        {
            tally.Yes++;
            book.Confirm(lease, change);
            Assert.True(!TinyPlanCheck.Problems(book, pins).Any(), $"{string.Join("; ", TinyPlanCheck.Problems(book, pins))}; {story}");
            return;
        }

        TinyLease[] all = [.. book.Confirmed, lease];
        var possible = BruteForce.CanKeep(Fabric, all, book.Hour, pins);
        Assert.False(possible && answer.Certainty == Certainty.Proved, $"a proved no that brute force can keep: {answer.Why}; {story}");
        if (BruteForce.HourShortOf(answer.Why) is { } hour)
            Assert.False(BruteForce.CanKeep(Fabric, all, hour, hour + 1), $"what was counted is there: {answer.Why}; {story}");
        tally.Add(answer.Certainty, possible, possible || AnyPartition.CanKeep(Fabric, all, book.Hour, pins), story);
    }
}

/// <summary>Two pods of two racks of two nodes.</summary>
public sealed class EvenTinyWorldTests(ITestOutputHelper output) : TinyWorldTests(output)
{
    private protected override TinyFabric Fabric => TinyFabric.Even;
}

/// <summary>A pod of a rack of three nodes and one of one, and a pod of two racks of two.</summary>
public sealed class UnequalTinyWorldTests(ITestOutputHelper output) : TinyWorldTests(output)
{
    private protected override TinyFabric Fabric => TinyFabric.Unequal;
}
