using Rhodes.Core.Serving;
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

    [Fact]
    public void A_client_that_floods_a_replica_harms_itself_and_not_the_others()
    {
        ReplicaSpec replica = new(new(0.01, 5e-5, 0, 1e-8), MostSequences: 32, StepTokens: 512, CacheBlocks: 4_000);
        Random random = new(1);
        List<ServedRequest> modest = [], all = [];
        for (var i = 0; i < 200; i++) modest.Add(new(i * 0.5, random.Next(20, 200), random.Next(20, 200), Client: 1));
        for (var i = 0; i < 4_000; i++) all.Add(new(i * 0.02, random.Next(20, 200), random.Next(20, 200), Client: 0));
        all = [.. all.Concat(modest).OrderBy(request => request.Arrival)];

        var alone = Wait(modest, ReplicaRun.Play(replica, modest));
        var fair = Wait(all, ReplicaRun.Play(replica, all, new(2)));
        var first = Wait(all, ReplicaRun.Play(replica, all));
        // It waits for a place in the batch, which is full now, and for no more.
        Assert.True(fair < alone + 1, $"{fair:0.00} s in the mean; {alone:0.00} alone");
        Assert.True(first > 30 * fair, $"{first:0.00} s in the mean, first come first served");

        static double Wait(List<ServedRequest> requests, ReplicaRun run) =>
            requests.Select((request, i) => (request, run.Answers[i])).Where(each => each.request.Client == 1).Average(each => each.Item2.FirstToken - each.request.Arrival);
    }

    [Fact]
    public void Sequences_that_are_done_again_are_paid_for_once()
    {
        TokenFairness fairness = new(3);
        List<ServedRequest> requests = [.. Enumerable.Range(0, 90).Select(i => new ServedRequest(0, 20, 60, i % 3))];
        var run = ReplicaRun.Play(new(new(0.001, 0, 0, 0), 16, 64, CacheBlocks: 20), requests, fairness);
        Assert.True(run.DoneAgain > 0);
        // Prompts, and tokens at two each: those that a sequence had made are read again, not made again. All come at once, so that nobody is lifted.
        Assert.Equal(90 * (20 + (2 * 60)), Enumerable.Range(0, 3).Sum(fairness.CounterOf));
    }

    [Theory]
    [InlineData(0.0, 0, 5, "expected at least one of each")]
    [InlineData(0.0, 5, 0, "expected at least one of each")]
    [InlineData(-1.0, 5, 5, "arrives before the one before it")]
    [InlineData(0.0, 100, 61, "needs 161 cached tokens; the replica has room for 160")]
    public void Requests_that_cannot_be_are_refused(double arrival, int prompt, int output, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => ReplicaRun.Play(new(new(1, 0, 0, 0), 4, 100, 10), [new(0, 1, 1), new(arrival, prompt, output)])).Message, StringComparison.Ordinal);
}
