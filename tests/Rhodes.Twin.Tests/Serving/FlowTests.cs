using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>A flow of requests beside the same requests one by one.</summary>
public sealed class FlowTests
{
    [Theory]
    [InlineData(0.5, 1, null)]
    [InlineData(1, 1, null)]
    [InlineData(1.5, 1, null)]
    [InlineData(1, 2, null)]
    [InlineData(2, 2, null)]
    [InlineData(3, 2, null)]
    [InlineData(4, 2, null)]
    [InlineData(4, 3, null)]
    [InlineData(4, 4, null)]
    [InlineData(8, 6, null)]
    [InlineData(8, 8, null)]
    [InlineData(1.5, 1, 2.0)]
    [InlineData(3, 2, 2.0)]
    [InlineData(4, 2, 2.0)]
    [InlineData(4, 3, 2.0)]
    [InlineData(8, 6, 2.0)]
    public void Azures_hour_is_told_within_a_tenth(double load, int replicas, double? mostWait) =>
        AssertNear(new(Replica("llama-3.1-70b", "h100", Precision.Bf16, 4, new(1_155, 211)), replicas, mostWait), [.. Azure.Select(request => request with { Arrival = request.Arrival / load })]);

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, null)]
    [InlineData(3, 1.0)]
    public void A_day_of_clients_who_reason_is_told_within_a_tenth(int replicas, double? mostWait) =>
        AssertNear(new(Replica("deepseek-r1", "h200", Precision.Fp8, 8, new(933, 1_288)), replicas, mostWait), Reasoning);

    /// <summary>
    /// Ten requests at once every three seconds, with prompts of six steps in the mean. Nothing is known of what they begin with. How long each token takes depends on whose prompts a replica happens to have, which a mean
    /// replica does not show: it is told within a quarter.
    /// </summary>
    [Theory]
    [InlineData(5, null)]
    [InlineData(7, null)]
    [InlineData(10, null)]
    [InlineData(5, 10.0)]
    public void Mooncakes_half_hour_is_told_within_a_tenth(int replicas, double? mostWait) =>
        AssertNear(new(Replica("llama-3.1-70b", "h200", Precision.Fp8, 2, new(12_935, 346)), replicas, mostWait), Mooncake, ofEach: 0.25);

    [Fact]
    public void Copies_on_as_many_times_the_replicas_are_served_alike()
    {
        var replica = Replica("llama-3.1-70b", "h100", Precision.Bf16, 4, new(1_155, 211));
        var one = ServiceFigures.Of(Azure, FlowRun.Play(new(replica, 200, 2), Azure, 100)!, null, null);
        var many = ServiceFigures.Of(Azure, FlowRun.Play(new(replica, 20_000, 2), Azure, 10_000)!, null, null);
        Assert.Equal(one.Refused, many.Refused);
        Assert.Equal(one.Whole.P95, many.Whole.P95, 3);
    }

    [Fact]
    public void Nobody_comes_and_nobody_is_served() => Assert.Empty(FlowRun.Play(new(new(new(1, 0, 0, 0), 1, 1, 1), 1), [])!);

    private static IReadOnlyList<ServedRequest> Azure { get; } = RequestFile.Read(Repository.Place("examples", "requests", "azure-conversation-2023.csv.gz"), out _)!.Requests;

    private static IReadOnlyList<ServedRequest> Mooncake { get; } = RequestFile.Read(Repository.Place("examples", "requests", "mooncake-conversation.jsonl.gz"), out _)!.Requests;

    private static IReadOnlyList<ServedRequest> Reasoning { get; } = ClientProfiles.Draw(Repository.Place("examples", "requests", "reasoning-clients"), 1, double.PositiveInfinity, out _)!.Requests;

    private static ReplicaSpec Replica(string model, string kind, Precision weights, int width, Traffic traffic) =>
        ModelledReplica.Of(new(ModelShapes.Find(model)!, Machine.Of(Catalogue.Find(kind)!, out _)!, Softwares.All.First(software => software.Name == "tuned"), weights), new(width, 1), traffic, 2_048, 0)!;

    /// <summary>95 of 100 waits for the first token, for each token and for all, and how many are refused (or less than one in a thousand, which is a matter of chance).</summary>
    private static void AssertNear(FleetSpec service, IReadOnlyList<ServedRequest> requests, double ofEach = 0.1)
    {
        var played = ServiceFigures.Of(requests, ServiceRun.Play(service, requests).Answers, null, null);
        var flow = ServiceFigures.Of(requests, FlowRun.Play(service, requests)!, null, null);
        var told = $"first {played.FirstToken.P95:0.000} and {flow.FirstToken.P95:0.000}, each {played.EachToken.P95:0.0000} and {flow.EachToken.P95:0.0000}, whole {played.Whole.P95:0.00} and {flow.Whole.P95:0.00}, refused {played.Refused} and {flow.Refused}";
        Assert.True(IsNear(played.FirstToken.P95, flow.FirstToken.P95) && IsNear(played.EachToken.P95, flow.EachToken.P95, ofEach) && IsNear(played.Whole.P95, flow.Whole.P95), told);
        Assert.True(Math.Abs(flow.Refused - played.Refused) <= Math.Max(0.1 * played.Refused, 0.001 * requests.Count), told);

        static bool IsNear(double played, double flow, double part = 0.1) => Math.Abs(flow - played) <= part * played;
    }
}
