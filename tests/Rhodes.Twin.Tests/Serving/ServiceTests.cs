using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>Several replicas of one service.</summary>
public sealed class ServiceTests
{
    private static readonly ReplicaSpec Replica = new(new(0.01, 5e-5, 1e-4, 1e-8), MostSequences: 32, StepTokens: 512, CacheBlocks: 4_000);

    [Fact]
    public void One_replica_by_itself_does_what_it_does_in_a_service()
    {
        var requests = Requests(500, 0.1);
        Assert.Equal(
            ReplicaRun.Play(Replica, requests).Answers.Select(answer => (Math.Round(answer.FirstToken, 6), Math.Round(answer.LastToken, 6))),
            ServiceRun.Play(new(Replica, 1), requests).Answers.Select(each => (Math.Round(each.Answer.FirstToken, 6), Math.Round(each.Answer.LastToken, 6))));
    }

    [Fact]
    public void Whoever_would_wait_too_long_is_refused_when_it_comes_and_the_others_are_served_in_time()
    {
        var requests = Requests(4_000, 0.02);
        var free = ServiceRun.Play(new(Replica, 2), requests);
        var limited = ServiceRun.Play(new(Replica, 2, MostWait: 2), requests);
        var served = limited.Answers.Where(each => !each.IsRefused).ToList();
        Assert.InRange(served.Count, 1_000, 3_500);
        Assert.True(free.Answers.Select((each, i) => each.Answer.FirstToken - requests[i].Arrival).Max() > 20);
        var waits = limited.Answers.Select((each, i) => (each, Wait: each.Answer.FirstToken - requests[i].Arrival)).Where(pair => !pair.each.IsRefused).Select(pair => pair.Wait).Order().ToList();
        Assert.True(waits[(int)(0.95 * waits.Count)] < 3, $"95 of 100 within {waits[(int)(0.95 * waits.Count)]:0.00} s");
        Assert.All(limited.Answers.Where(each => each.IsRefused), each => Assert.True(each.Expected > 2));
    }

    [Fact]
    public void Twice_the_replicas_share_the_work()
    {
        var requests = Requests(2_000, 0.05);
        var two = ServiceRun.Play(new(Replica, 2), requests);
        var shares = two.Answers.GroupBy(each => each.Replica).Select(group => group.Count()).ToList();
        Assert.Equal(2, shares.Count);
        Assert.All(shares, share => Assert.InRange(share, 700, 1_300));
    }

    [Fact]
    public void A_prompt_goes_where_its_beginning_is_known()
    {
        List<ServedRequest> requests = [.. Enumerable.Range(0, 40).Select(i => new ServedRequest(i, 400, 5, 0, [.. Enumerable.Range(0, 12).Select(piece => (i % 4 * 100) + piece)]))];
        var run = ServiceRun.Play(new(Replica with { PieceTokens = 32 }, 4), requests);
        Assert.All(Enumerable.Range(4, 36), i => Assert.Equal(run.Answers[i - 4].Replica, run.Answers[i].Replica));
        Assert.Equal(36 * 12 * 32, run.Spared);
    }

    private static List<ServedRequest> Requests(int count, double gap)
    {
        Random random = new(3);
        List<ServedRequest> requests = [];
        var now = 0.0;
        for (var i = 0; i < count; i++) requests.Add(new(now += -gap * Math.Log(1 - random.NextDouble()), random.Next(20, 300), random.Next(20, 200)));
        return requests;
    }
}
