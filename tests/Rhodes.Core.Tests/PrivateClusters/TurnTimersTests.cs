using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.PrivateClusters;

/// <summary>The heap of timers against a plain dictionary, under operations drawn by number.</summary>
public sealed class TurnTimersTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 40)]
    [InlineData(3, 400)]
    public void Timers_answer_like_a_list_of_them(int seed, int turns)
    {
        Random chance = new(seed);
        TurnTimers timers = new();
        Dictionary<int, long> known = [];
        for (var round = 0; round < 4_000; round++)
        {
            var (turn, at) = (chance.Next(turns), chance.Next(100));
            if (chance.Next(3) == 0)
            {
                timers.Clear(turn);
                known.Remove(turn);
            }
            else
            {
                timers.Set(turn, new(at));
                known[turn] = at;
            }

            Assert.Equal(known.Count == 0 ? Instant.Never : new(known.Values.Min()), timers.Next);
            var now = chance.Next(100);
            Assert.Equal(known.Where(entry => entry.Value <= now).OrderBy(entry => entry.Value).ThenBy(entry => entry.Key).Select(entry => entry.Key), timers.Due(new(now)));
        }
    }
}
