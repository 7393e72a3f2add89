using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

public sealed class InboxTests
{
    [Fact]
    public void What_many_put_in_comes_out_once_each_in_the_order_of_each()
    {
        const int Writers = 4, Each = 20_000;
        Inbox<(int Writer, int Number)> inbox = new(capacity: 100);
        var threads = Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            for (var i = 0; i < Each; i++) Assert.True(inbox.TryAdd((writer, i)));
        })).ToList();
        foreach (var thread in threads) thread.Start();
        var next = new int[Writers];
        List<(int Writer, int Number)> taken = [];
        while (next.Sum() < Writers * Each)
        {
            Assert.True(inbox.Take(taken, 64, Timeout.InfiniteTimeSpan));
            Assert.InRange(taken.Count, 1, 64);
            foreach (var (writer, number) in taken) Assert.Equal(next[writer]++, number);
            Assert.InRange(inbox.Count, 0, 100);
        }

        inbox.Close();
        Assert.False(inbox.Take(taken, 64, Timeout.InfiniteTimeSpan));
        foreach (var thread in threads) thread.Join();
    }

    [Fact]
    public void Nothing_goes_in_once_it_is_closed_and_what_is_in_it_still_comes_out()
    {
        Inbox<int> inbox = new(capacity: 2);
        Assert.True(inbox.TryAdd(1));
        Assert.True(inbox.TryAdd(2));
        bool? late = null;
        Thread blocked = new(() => late = inbox.TryAdd(3));
        blocked.Start();
        inbox.Close();
        blocked.Join();
        Assert.False(late);
        List<int> taken = [];
        Assert.True(inbox.Take(taken, 10, TimeSpan.Zero));
        Assert.Equal([1, 2], taken);
        Assert.False(inbox.Take(taken, 10, TimeSpan.Zero));
    }

    [Fact]
    public void Waiting_ends_when_its_time_is_over()
    {
        Inbox<int> inbox = new(capacity: 2);
        List<int> taken = [7];
        Assert.True(inbox.Take(taken, 10, TimeSpan.FromMilliseconds(0.2)));
        Assert.Empty(taken);
    }
}
