using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

public sealed class ReplicaTests
{
    [Fact]
    public void Steps_that_are_played_together_come_to_what_single_steps_do()
    {
        var doneAgain = 0L;
        for (var seed = 1; seed <= 300; seed++)
        {
            Random random = new(seed);
            StepCost cost = new(1e-3 * random.Next(1, 20), 1e-5 * random.Next(0, 20), 1e-5 * random.Next(0, 20), 1e-7 * random.Next(0, 20));
            ReplicaSpec replica = new(cost, random.Next(1, 12), random.Next(12, 200), random.Next(20, 60), random.Next(1, 17));
            var room = replica.CacheBlocks * replica.BlockTokens;
            List<ServedRequest> requests = [];
            var now = 0.0;
            for (var i = 0; i < 60; i++)
            {
                now += random.Next(3) == 0 ? 0 : 0.2 * random.NextDouble();
                var prompt = random.Next(1, room);
                requests.Add(new(now, prompt, random.Next(1, room - prompt + 1)));
            }

            var run = ReplicaRun.Play(replica, requests);
            var (expected, again) = StepByStep.Play(replica, requests);
            for (var i = 0; i < requests.Count; i++)
            {
                Assert.True(Math.Abs(expected[i].FirstToken - run.Answers[i].FirstToken) < 1e-6 && Math.Abs(expected[i].LastToken - run.Answers[i].LastToken) < 1e-6,
                    $"seed {seed}, request {i}: {run.Answers[i]}; expected {expected[i]}");
            }

            Assert.Equal(again, run.DoneAgain);
            doneAgain += again;
        }

        Assert.True(doneAgain > 100, $"too tame: {doneAgain} done again");
    }

    [Theory]
    [InlineData(0.0, 0, 5, "expected at least one of each")]
    [InlineData(0.0, 5, 0, "expected at least one of each")]
    [InlineData(-1.0, 5, 5, "arrives before the one before it")]
    [InlineData(0.0, 100, 61, "needs 161 cached tokens; the replica has room for 160")]
    public void Requests_that_cannot_be_are_refused(double arrival, int prompt, int output, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => ReplicaRun.Play(new(new(1, 0, 0, 0), 4, 100, 10), [new(0, 1, 1), new(arrival, prompt, output)])).Message, StringComparison.Ordinal);
}
