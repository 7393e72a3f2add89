using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Replay;

public sealed class TraceChangesTests
{
    private static readonly string[] Rows =
        [.. Enumerable.Range(0, 400).Select(i => $"2026-01-01 0{i / 100}:{i % 60:00}:00,{60 + i},{1 + (i % 4 == 0 ? i % 3 : 0)},60,orca").Order(StringComparer.Ordinal)];

    [Fact]
    public void Copies_come_after_their_own_time_in_order_and_with_names_of_their_own()
    {
        var (once, thrice) = (Submissions(""), Submissions(", copies: { count: 3, jitter: 30m }"));
        Assert.Equal(1_200, thrice.Select(step => NameOf(step)).Distinct().Count());
        Assert.True(thrice.Zip(thrice.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
        var own = once.ToDictionary(NameOf, step => step.At);
        var late = thrice.ConvertAll(step => (step.At - own[string.Join('-', NameOf(step).Split('-').Take(2))]).Milliseconds);
        Assert.All(late, by => Assert.InRange(by, 0, 30 * 60_000));
        Assert.InRange(late.Average(), 14 * 60_000, 16 * 60_000);
        Assert.Equal(thrice.Select(NameOf), Submissions(", copies: { count: 3, jitter: 30m }").Select(NameOf));
    }

    [Fact]
    public void Sizes_are_scaled_to_a_distribution_and_keep_their_order()
    {
        var own = Submissions("").ToDictionary(NameOf, SizeOf);
        var scaled = Submissions(", sizes: { 1: 50, 2: 25, 4: 25 }").ToDictionary(NameOf, SizeOf);
        foreach (var (size, count) in new[] { (1, 200), (2, 100), (4, 100) })
            Assert.InRange(scaled.Values.Count(each => each == size), count - 25, count + 25);
        var largest = own.Where(pair => pair.Value == 4).Select(pair => scaled[pair.Key]).Distinct().Order();
        Assert.Equal([4], largest);
        Assert.Equal([1, 2, 4], own.Where(pair => pair.Value == 1).Select(pair => scaled[pair.Key]).Distinct().Order());
    }

    [Fact]
    public void Tenants_and_claims_are_assigned_by_weight()
    {
        var jobs = Submissions(", assign: { tenants: { orca: 3, lynx: 1 }, claims: { guaranteed: 1, loan: 1 } }").ConvertAll(step => ((SubmitJob)step.Command).Job);
        Assert.InRange(jobs.Count(job => job.Tenant == "lynx"), 95, 105);
        Assert.InRange(jobs.Count(job => job.Claim == Claim.Loan), 190, 210);
        Assert.DoesNotContain(jobs, job => job.Claim == Claim.Either);
    }

    private static List<Step> Submissions(string keys)
    {
        using var scratch = ScratchScenario.OfTrace(Rows, keys);
        return [.. scratch.Steps().Where(step => step.Command is SubmitJob)];
    }

    private static string NameOf(Step step) => ((SubmitJob)step.Command).Job.Name;

    private static int SizeOf(Step step) => ((SubmitJob)step.Command).Job.TotalDevices;
}
