using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>Prompts that begin alike are read once.</summary>
public sealed class BeginningTests
{
    private const int Piece = 32;

    private static readonly StepCost TokenCost = new(0, 1, 0, 0);   // a second for each token of a prompt that is read

    [Fact]
    public void What_begins_alike_is_not_read_again()
    {
        // 96 tokens in three pieces; the second request has two of them and 10 tokens more, the third all of them and nothing else.
        var run = ReplicaRun.Play(new(TokenCost, 8, 1_000, 100, 16, Piece),
            [new(0, 96, 1, 0, [1, 2, 3]), new(200, 74, 1, 0, [1, 2, 9]), new(400, 96, 1, 0, [1, 2, 3])]);
        Assert.Equal([96.0, 210.0, 432.0], run.Answers.Select(answer => answer.FirstToken));   // of the last one piece is read again: its first token comes of it
        Assert.Equal(64 + 64, run.Spared);
    }

    [Fact]
    public void What_comes_while_it_is_being_read_does_not_know_it_yet()
    {
        var run = ReplicaRun.Play(new(TokenCost, 8, 1_000, 100, 16, Piece), [new(0, 64, 1, 0, [1, 2]), new(0, 64, 1, 0, [1, 2])]);
        Assert.Equal(0, run.Spared);
    }

    [Fact]
    public void What_nobody_used_for_longest_goes_first_and_the_end_of_a_prompt_before_its_beginning()
    {
        // Room for eight pieces. Two prompts of four, then one that needs two pieces of room: the end of the first one goes.
        var run = ReplicaRun.Play(new(TokenCost, 8, 1_000, 16, 16, Piece),
            [new(0, 127, 1, 0, [1, 2, 3, 4]), new(1_000, 127, 1, 0, [5, 6, 7, 8]), new(2_000, 63, 1), new(3_000, 127, 1, 0, [5, 6, 7, 8]), new(4_000, 127, 1, 0, [1, 2, 3, 4])]);
        Assert.Equal([127.0, 1_127, 2_063, 3_031, 4_031], run.Answers.Select(answer => answer.FirstToken));
    }

    [Fact]
    public void Whatever_begins_alike_all_memory_is_free_in_the_end_and_nobody_waits_for_ever()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            ReplicaSpec replica = new(new(0.01, 1e-4, 1e-4, 1e-6), random.Next(1, 9), random.Next(9, 300), random.Next(20, 90), 16, 16 * random.Next(1, 4));
            var room = (int)replica.CacheTokens;
            var now = 0.0;
            List<ServedRequest> requests = [];
            for (var i = 0; i < 80; i++)
            {
                now += random.Next(3) == 0 ? 0 : 0.3 * random.NextDouble();
                var prompt = random.Next(1, room);
                var topic = random.Next(4);
                requests.Add(new(now, prompt, random.Next(1, Math.Min(60, room - prompt + 1)), 0, [.. Enumerable.Range(0, prompt / replica.PieceTokens).Select(piece => (topic * 1_000) + piece)]));
            }

            var run = ReplicaRun.Play(replica, requests);
            Assert.Equal(requests.Count, run.Ended);
            Assert.Equal((0L, room), (run.ToRead, run.FreeTokens));
            Assert.InRange(run.Spared, 0, requests.Sum(request => (long)request.Prompt));
            Assert.All(run.Answers, answer => Assert.True(answer.LastToken >= answer.FirstToken));
        }
    }

    [Fact]
    public void Numbers_that_nobody_shares_change_nothing()
    {
        Random random = new(7);
        ReplicaSpec replica = new(new(0.01, 1e-4, 1e-4, 1e-6), 16, 256, 400, 16, Piece);
        List<ServedRequest> plain = [.. Enumerable.Range(0, 300).Select(i => new ServedRequest(i * 0.05, random.Next(1, 400), random.Next(1, 80)))];
        List<ServedRequest> numbered = [.. plain.Select((request, i) => request with { Beginnings = [.. Enumerable.Range(0, request.Prompt / Piece).Select(piece => (i * 100) + piece)] })];
        Assert.Equal(ReplicaRun.Play(replica, plain).Answers, ReplicaRun.Play(replica, numbered).Answers);
    }
}
