using Rhodes.Core.Control;
using Rhodes.Server.Bench;
using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

/// <summary>What every store must do; a new one is done when its subclass is green.</summary>
public abstract class EventStoreConformance
{
    /// <summary>Opens the one store of this test, as it was left.</summary>
    protected abstract IEventStore Open();

    /// <summary>Changes what is kept, behind the store's back, while it is closed.</summary>
    protected abstract void Remove(long sequence);

    protected abstract void Exchange(long a, long b);

    protected abstract void ChangeByte(long sequence, int at);

    protected abstract void ChangeSnapshot(long sequence);

    [Fact]
    public void An_empty_log_opens_to_nothing()
    {
        using var store = Open();
        Assert.Equal(LogPlace.Start, store.End());
        var opened = LogOpening.Open(store, []);
        Assert.Equal((LogPlace.Start, 0L, 0L), (opened.End, opened.Events, opened.Snapshot));
        Assert.Empty(opened.Notes);
    }

    [Fact]
    public async Task What_was_appended_is_read_in_order_from_any_place_on()
    {
        SubmitsAndEnds work = new(new());
        List<Entry> entries = [.. Enumerable.Range(0, 50).Select(_ => work.Next())];
        using (var store = Open())
        {
            for (var i = 0; i < 50; i++) Assert.Equal(i + 1, (await store.Append(entries[i])).Sequence);
        }

        using var again = Open();
        Assert.Equal(50, again.End().Sequence);
        var records = again.Read(1).ToList();
        Assert.Equal(entries.Select(EntryEncoding.Encode), records.Select(record => record.Body));
        Assert.Equal(records[^1].Place, again.End());
        Assert.Equal(records.Skip(30).Select(record => record.Place), again.Read(31).Select(record => record.Place));
        Assert.Empty(again.Read(51));
        Assert.Equal(Snapshot.Hash(work.State), Snapshot.Hash(LogOpening.Open(again, []).State));
    }

    [Fact]
    public async Task Many_may_append_at_once_and_the_order_of_the_calls_is_the_order_of_the_log()
    {
        using var store = Open();
        SubmitsAndEnds work = new(new());
        var figures = LogBench.Append(store, work, 16, TimeSpan.FromMilliseconds(300), _ => { }, CancellationToken.None);
        Assert.Equal(figures.Entries, (await store.Append(work.Next())).Sequence - 1);
        var verdict = LogVerification.Verify(store, _ => { });
        Assert.Empty(verdict.Problems);
        Assert.Equal(figures.Entries + 1, verdict.End.Sequence);
        Assert.Equal(Snapshot.Hash(work.State), verdict.StateHash);
    }

    [Fact]
    public async Task What_is_acknowledged_can_be_read_at_once()
    {
        using var store = Open();
        SubmitsAndEnds work = new(new());
        for (var i = 1; i <= 20; i++)
        {
            var place = await store.Append(work.Next());
            Assert.Equal(place, store.End());
            Assert.Equal(place, Assert.Single(store.Read(i)).Place);
        }
    }

    [Fact]
    public void A_start_goes_on_from_the_newest_snapshot_and_comes_to_the_same()
    {
        SubmitsAndEnds work = new(new());
        using (var store = Open())
        {
            foreach (var entries in (int[])[40, 30, 20, 10])
            {
                LogSample.Fill(store, work, entries);
                store.Keep(new(store.End(), Snapshot.Of(work.State)));
            }

            LogSample.Fill(store, work, 7);
        }

        using var again = Open();
        var opened = LogOpening.Open(again, []);
        Assert.Equal((107L, 100L), (opened.End.Sequence, opened.Snapshot));
        Assert.Equal(Snapshot.Hash(work.State), Snapshot.Hash(opened.State));
        Assert.Equal(again.Read(101).Sum(record => EntryEncoding.Decode(record.Body).Events.Count), opened.Events);
        Assert.Equal([100L, 90, 70], again.Snapshots().Select(kept => kept.Snapshot!.Place.Sequence));
        Assert.Equal(3, LogVerification.Verify(again, _ => { }).Snapshots);
    }

    [Fact]
    public void A_damaged_snapshot_is_passed_over_for_an_older_one_and_then_for_the_start_and_that_is_said()
    {
        SubmitsAndEnds work = new(new());
        using (var store = Open())
        {
            LogSample.Fill(store, work, 40);
            store.Keep(new(store.End(), Snapshot.Of(work.State)));
            LogSample.Fill(store, work, 10);
            store.Keep(new(store.End(), Snapshot.Of(work.State)));
        }

        foreach (var (damaged, used) in ((long, long)[])[(50, 40), (40, 0)])
        {
            ChangeSnapshot(damaged);
            using var store = Open();
            var opened = LogOpening.Open(store, []);
            Assert.Equal(used, opened.Snapshot);
            Assert.Equal(Snapshot.Hash(work.State), Snapshot.Hash(opened.State));
            Assert.Equal(used == 0 ? 2 : 1, opened.Notes.Count);
            Assert.Contains("is damaged: its checksum differs; it was passed over", opened.Notes[^1], StringComparison.Ordinal);
            Assert.Equal(used == 0 ? 2 : 1, LogVerification.Verify(store, _ => { }).Problems.Count);
        }
    }

    [Fact]
    public void A_snapshot_of_another_state_is_found()
    {
        SubmitsAndEnds work = new(new());
        using var store = Open();
        LogSample.Fill(store, work, 20);
        var before = store.End();
        LogSample.Fill(store, work, 5);
        store.Keep(new(before, Snapshot.Of(work.State)));
        Assert.Contains("another state", Assert.Single(LogVerification.Verify(store, _ => { }).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_another_log_is_passed_over()
    {
        SubmitsAndEnds work = new(new());
        using var store = Open();
        LogSample.Fill(store, work, 25);
        store.Keep(new(new(22, store.End().Hash), Snapshot.Of(work.State)));
        Assert.Contains("snapshot 0000000000000000022.snapshot is of no entry of this log and was passed over", LogOpening.Open(store, []).Notes);
        Assert.Contains(LogVerification.Verify(store, _ => { }).Problems, problem => problem.Contains("is of another log", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("missing", 17, "is missing: 18 follows 16")]
    [InlineData("exchanged", 17, "does not follow from the one before it")]
    [InlineData("changed", 17, "is not as it was written: its checksum differs")]
    [InlineData("first missing", 1, "is missing: 2 follows 0")]
    public void Damage_in_the_middle_is_refused_with_the_number_and_what_to_do(string how, long sequence, string says)
    {
        using (var store = Open()) LogSample.Fill(store, 30);
        if (how is "missing" or "first missing") Remove(sequence);
        else if (how == "exchanged") Exchange(sequence, sequence + 1);
        else ChangeByte(sequence, 60);
        using var again = Open();
        var refused = Assert.Throws<LogDamagedException>(() => LogOpening.Open(again, []));
        Assert.Equal(sequence, refused.Damage.Sequence);
        Assert.Contains($"entry {sequence} {says}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'rhodes log restore FILE NEW-FOLDER'", refused.Message, StringComparison.Ordinal);
        var verdict = LogVerification.Verify(again, _ => { });
        Assert.Equal(sequence - 1, verdict.End.Sequence);
        Assert.StartsWith($"entry {sequence} {says}", Assert.Single(verdict.Problems), StringComparison.Ordinal);
        using MemoryStream export = new();
        Assert.Equal((sequence - 1, sequence), (LogExport.Write(again, export, _ => { }) is var (end, damage) ? end.Sequence : -1, damage!.Sequence));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("changed")]
    public void A_damaged_last_entry_is_taken_out_and_kept_and_that_is_said(string how)
    {
        List<string> before;
        SubmitsAndEnds work = new(new());
        using (var store = Open())
        {
            LogSample.Fill(store, work, 29);
            before = LogSample.Lines(store);
            LogSample.Fill(store, work, 1);
            store.Keep(new(store.End(), Snapshot.Of(work.State)));
        }

        if (how == "missing") Remove(30);
        else ChangeByte(30, 60);
        using var again = Open();
        var opened = LogOpening.Open(again, []);
        Assert.Equal(29, opened.End.Sequence);
        Assert.Contains("the last entry was damaged (entry 30 is", opened.Notes[0], StringComparison.Ordinal);
        Assert.Contains("is of entry 30, which this log does not have any more", opened.Notes[1], StringComparison.Ordinal);
        Assert.Equal(before, LogSample.Lines(again));
        LogSample.Fill(again, new(opened.State), 5);
        Assert.Equal(34, LogVerification.Verify(again, _ => { }).End.Sequence);
    }

    [Fact]
    public void An_export_makes_the_same_log_and_a_changed_one_is_refused()
    {
        using var store = Open();
        LogSample.Fill(store, 25);
        using MemoryStream export = new();
        Assert.Equal((store.End(), null), LogExport.Write(store, export, _ => { }));
        using MemoryStore copy = new();
        Assert.Equal((store.End(), null), LogImport.Read(new MemoryStream(export.ToArray()), copy, _ => { }));
        Assert.Equal(LogSample.Lines(store), LogSample.Lines(copy));
        for (var at = 0; at < export.Length; at += 97)
        {
            var bytes = export.ToArray();
            bytes[at] ^= 1;
            using MemoryStore other = new();
            try
            {
                Assert.NotNull(LogImport.Read(new MemoryStream(bytes), other, _ => { }).Problem);
            }
            catch (System.Text.DecoderFallbackException)
            {
                // not UTF-8 any more; the command says so
            }
        }

        for (var length = 0; length < export.Length - 1; length += 997)
        {
            using MemoryStore other = new();
            Assert.NotNull(LogImport.Read(new MemoryStream(export.ToArray(), 0, length), other, _ => { }).Problem);
        }
    }
}
