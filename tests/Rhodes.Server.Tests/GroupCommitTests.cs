using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task After_a_write_that_failed_nothing_is_written_or_acknowledged_any_more()
    {
        List<long> written = [];
        using GroupCommit commits = new("test", LogPlace.Start, records =>
        {
            if (records.Any(record => record.Sequence == 3)) throw new LogException("the disk is full");
            written.AddRange(records.Select(record => record.Sequence));
        });
        for (var i = 1; i <= 2; i++) Assert.Equal(i, (await commits.Append([1])).Sequence);
        for (var i = 3; i <= 5; i++) Assert.Equal("the disk is full", (await Assert.ThrowsAsync<LogException>(() => commits.Append([1]))).Message);
        Assert.Equal([1, 2], written);
    }

    [Fact]
    public async Task All_that_wait_while_one_is_written_become_durable_by_one_commit()
    {
        List<int> sizes = [];
        using SemaphoreSlim first = new(0), go = new(0);
        using GroupCommit commits = new("test", LogPlace.Start, records =>
        {
            sizes.Add(records.Count);
            if (sizes.Count > 1) return;
            first.Release();
            go.Wait();
        });
        List<Task<LogPlace>> appends = [commits.Append([1])];
        await first.WaitAsync();
        for (var i = 0; i < 40; i++) appends.Add(commits.Append([1]));
        Assert.DoesNotContain(appends, append => append.IsCompleted);
        go.Release();
        Assert.Equal(Enumerable.Range(1, 41).Select(number => (long)number), (await Task.WhenAll(appends)).Select(place => place.Sequence));
        Assert.Equal([1, 40], sizes);
    }

    [Fact]
    public async Task What_waits_when_it_is_closed_is_written()
    {
        List<Task<LogPlace>> appends = [];
        using (GroupCommit commits = new("test", LogPlace.Start, _ => { }))
            for (var i = 0; i < 5_000; i++) appends.Add(commits.Append([1]));
        Assert.Equal(5_000, (await Task.WhenAll(appends))[^1].Sequence);
    }
}
