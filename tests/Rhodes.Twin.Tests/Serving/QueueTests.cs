using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>A replica that works on one request at a time is a queue with one server, of which the mean wait is known.</summary>
public sealed class QueueTests
{
    private const int Requests = 2_000_000;
    private const double SecondsPerToken = 1e-4, MeanTokens = 2_000, Load = 0.7;

    /// <summary>One sequence at a time; a prompt costs nothing beside its step, so that an answer of n tokens takes n steps.</summary>
    private static readonly ReplicaSpec Server = new(new(SecondsPerToken, 0, 0, 0), MostSequences: 1, StepTokens: 10, CacheBlocks: 1_000_000);

    [Fact]
    public void M_M_1() => AssertWait(random => (int)Math.Max(1, Math.Round(-MeanTokens * Math.Log(1 - random.NextDouble()))));

    [Fact]
    public void M_D_1() => AssertWait(_ => (int)MeanTokens);

    /// <summary>Nine short answers to one that is long.</summary>
    [Fact]
    public void M_G_1() => AssertWait(random => random.Next(10) == 0 ? 11_000 : 1_000);

    /// <summary>Pollaczek and Khinchine: the mean wait is <c>lambda E[S^2] / (2 (1 - rho))</c>.</summary>
    private static void AssertWait(Func<Random, int> tokens)
    {
        Random random = new(1);
        var rate = Load / (MeanTokens * SecondsPerToken);
        var requests = new ServedRequest[Requests];
        var (now, sum, squares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Requests; i++)
        {
            now += -Math.Log(1 - random.NextDouble()) / rate;
            requests[i] = new(now, 1, tokens(random));
            var seconds = requests[i].Output * SecondsPerToken;
            (sum, squares) = (sum + seconds, squares + (seconds * seconds));
        }

        var lambda = Requests / now;
        var expected = lambda * (squares / Requests) / (2 * (1 - (lambda * sum / Requests)));
        var answers = ReplicaRun.Play(Server, requests).Answers;
        var wait = answers.Select((answer, i) => answer.LastToken - requests[i].Arrival - (requests[i].Output * SecondsPerToken)).Average();
        Assert.InRange(wait / expected, 0.99, 1.01);
    }
}
