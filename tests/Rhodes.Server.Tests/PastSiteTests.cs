using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Server.Bench;
using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

public sealed class PastSiteTests
{
    [Fact]
    public void A_log_tells_the_state_of_every_instant_as_it_was_then()
    {
        using MemoryStore store = new();
        SubmitsAndEnds work = new(new());
        List<(Instant At, string Hash)> states = [];
        for (var i = 0; i < 300; i++)
        {
            LogSample.Fill(store, work, 1);
            states.Add((work.State.Now, Snapshot.Hash(work.State)));
        }

        foreach (var (at, hash) in states.Where((_, i) => i % 23 == 0 || i > 296))
        {
            var past = Replay(store, at);
            Assert.Equal(hash, Snapshot.Hash(past.State));
            Assert.Equal(states.Count(state => state.At <= at), past.Entries);
        }

        // Between two entries nothing is otherwise but the time.
        var between = Replay(store, states[100].At + new Duration(7));
        var then = Replay(store, states[100].At).State;
        then.AdvanceTo(states[100].At + new Duration(7));
        Assert.Equal(Snapshot.Hash(then), Snapshot.Hash(between.State));
        // What is after the end is not known.
        Assert.Equal(states[^1], (Replay(store, states[^1].At + Duration.FromDays(1)).State.Now, Snapshot.Hash(Replay(store, Instant.Never).State)));
        Assert.Equal(0, Replay(store, Instant.Beginning).Entries);
    }

    private static PastSite Replay(MemoryStore store, Instant until)
    {
        var (events, last) = (0L, Instant.Beginning);
        PastSite past = new(_ => until, (at, _) =>
        {
            events++;
            Assert.True(at >= last && at <= until);
            last = at;
        });
        Assert.Null(LogWalk.Through(store, past.See));
        past.Finish();
        Assert.Null(past.Problem);
        Assert.Equal(past.Events, events);
        return past;
    }
}
