using Rhodes.Core.Serving;

namespace Rhodes.Core.Tests.Serving;

public sealed class TokenFairnessTests
{
    /// <summary>
    /// A server that works on a batch, step by step. One client sends so much that it always waits; the others come and go. Over every stretch in which two clients both wait, what they are served differs by
    /// no more than the theorem says.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Two_that_always_wait_are_served_alike_whatever_one_of_them_sends(int seed)
    {
        const int Clients = 5, Batch = 400, LongestPrompt = 60, LongestOutput = 80;
        Random random = new(seed);
        TokenFairness fairness = new(Clients);
        var waiting = Enumerable.Range(0, Clients).Select(_ => new Queue<(int Prompt, int Output)>()).ToList();
        List<(int Client, int Tokens, int Left)> batch = [];
        var served = new long[Clients];
        // From when on a pair waits together, and what each was served by then.
        var since = new (long One, long Other)?[Clients, Clients];
        var (widest, stretches) = (0L, 0);
        for (var step = 0; step < 20_000; step++)
        {
            for (var client = 0; client < Clients; client++)
            {
                // The first floods; the others have bursts, from too little to far too much.
                var burst = client == 0 ? 3 : (step / 700 + client) % 3 == 0 ? 1 : 0;
                for (var i = 0; i < burst && waiting[client].Count < 500; i++)
                {
                    waiting[client].Enqueue((random.Next(1, LongestPrompt + 1), random.Next(1, LongestOutput + 1)));
                    fairness.Arrive(client);
                }
            }

            while (fairness.Next() is >= 0 and var next && batch.Sum(each => each.Tokens + each.Left) + waiting[next].Peek().Prompt + waiting[next].Peek().Output <= Batch)
            {
                var (prompt, output) = waiting[next].Dequeue();
                fairness.Take(next, prompt);
                served[next] += prompt;
                batch.Add((next, prompt, output));
            }

            for (var i = batch.Count - 1; i >= 0; i--)
            {
                fairness.Made(batch[i].Client, 1);
                served[batch[i].Client] += 2;
                batch[i] = (batch[i].Client, batch[i].Tokens + 1, batch[i].Left - 1);
                if (batch[i].Left == 0) batch.RemoveAt(i);
            }

            for (var one = 0; one < Clients; one++)
            {
                for (var other = one + 1; other < Clients; other++)
                {
                    if (waiting[one].Count == 0 || waiting[other].Count == 0) since[one, other] = null;
                    else if (since[one, other] is { } from)
                    {
                        var apart = Math.Abs(served[one] - from.One - (served[other] - from.Other));
                        Assert.True(apart <= fairness.Bound(LongestPrompt, Batch), $"clients {one} and {other}, step {step}: {apart} apart");
                        (widest, stretches) = (Math.Max(widest, apart), stretches + 1);
                    }
                    else since[one, other] = (served[one], served[other]);
                }
            }
        }

        Assert.True(stretches > 10_000 && widest > 50, $"too tame: {stretches} steps together, {widest} apart at most");
    }

    [Fact]
    public void Who_was_idle_begins_no_lower_than_those_who_wait()
    {
        TokenFairness fairness = new(2);
        for (var i = 0; i < 10; i++)
        {
            fairness.Arrive(0);
            fairness.Take(0, 100);
        }

        fairness.Arrive(0);
        fairness.Arrive(1);
        Assert.Equal(1_000, fairness.CounterOf(1));
        fairness.Take(0, 100);
        Assert.Equal(1, fairness.Next());
    }

    [Fact]
    public void When_nobody_waits_one_who_comes_begins_where_the_last_one_left()
    {
        TokenFairness fairness = new(3);
        fairness.Arrive(0);
        fairness.Take(0, 500);
        fairness.Made(0, 10);
        fairness.Arrive(1);
        Assert.Equal(520, fairness.CounterOf(1));
        Assert.Equal(-1, new TokenFairness(3).Next());
    }
}
