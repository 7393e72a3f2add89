using System.IO.Compression;
using System.Text;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary>What is wrong in arguments and files is a sentence with its place, exit code 2, and never a stack trace.</summary>
public sealed class BadInputTests
{
    private static readonly string Workstation = Repository.Place("examples", "workstation");

    [Theory]
    [InlineData("replay")]
    [InlineData("verify")]
    [InlineData("compare --with quota")]
    [InlineData("explain --at 1h a/b")]
    [InlineData("lease list")]
    [InlineData("lease quote")]
    [InlineData("fabric show")]
    public void A_folder_that_is_not_there(string command)
    {
        var words = command.Split(' ');
        var session = command.StartsWith("explain", StringComparison.Ordinal)
            ? Session.Of("explain", "nowhere", "a/b", "--at", "1h") : Session.Of([.. words, "nowhere"]);
        Refused(session);
        Assert.StartsWith("nowhere", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain house/nap --at 9h", "JOB: tenant 'house' has no job 'nap' at 2026-01-05T09:00:00Z; it has 9 jobs by then, numbered from 1.")]
    [InlineData("explain houses/tune --at 9h", "JOB: the site has no tenant 'houses'; did you mean 'house'?")]
    [InlineData("explain house/demo --at 1h", "JOB: 'demo' is only submitted at 2026-01-05T09:00:00Z, after 2026-01-05T01:00:00Z; expected a later --at.")]
    [InlineData("explain tune --at 1h", "JOB: 'tune'; expected a tenant, a slash, and the name or number of one of its jobs, such as house/tune or house/3")]
    [InlineData("explain house/tune --at noon", "--at: 'noon'; expected an instant such as 2026-06-01, 2026-06-01T08:30Z or 2026-06-01T08:30:00+02:00, or a duration since the start such as 36h")]
    [InlineData("compare --with quotas", "--with: unknown baseline 'quotas'; did you mean 'quota'?")]
    [InlineData("compare --with static,", "--with: unknown baseline ''; expected any of static, single-queue, quota, single-queue-apart, quota-apart")]
    [InlineData("compare --with static --until soon", "--until: 'soon'; expected an instant such as 2026-06-01, 2026-06-01T08:30Z or 2026-06-01T08:30:00+02:00, or a duration since the start such as 36h")]
    [InlineData("replay --until 2025-01-01", "--until: 2025-01-01T00:00:00Z is before the start 2026-01-05T00:00:00Z; expected an instant of the scenario, or a duration since its start such as 36h")]
    public void A_word_that_means_nothing(string line, string expected)
    {
        var words = line.Split(' ');
        var session = Session.Of([words[0], Workstation, .. words[1..]]);
        Refused(session);
        Assert.Equal(expected, session.Error.TrimEnd());
    }

    [Theory]
    [InlineData("--tenant nobody --pool desk --cells|1 x node", "--tenant: unknown tenant 'nobody'; expected one of house, friend")]
    [InlineData("--tenant friend --pool desk --cells|1 x nod", "--cells: '1 x nod' names no level of the fabric: site, hall, pod, rack or node; expected a count of cells such as 40 x rack")]
    [InlineData("--tenant friend --pool desk", "the options: a lease without one of 'cells', 'devices'; expected just one of them")]
    [InlineData("--tenant friend --kind h100 --devices|2", "--kind: unknown accelerator kind of this site 'h100'; expected 'rtx-5090'")]
    [InlineData("--tenant friend --pool desk --cells|1 x rack|--nominal|nodes", "--nominal: nothing behind 'nodes:'; expected a whole number from 1 to 4000000")]
    public void A_lease_that_cannot_be_asked_for(string options, string expected)
    {
        var words = options.Split('|');
        var session = Session.Of(["lease", "quote", Workstation, .. words[0].Split(' '), .. words[1..], "--from", "2026-02-01", "--until", "2026-03-01"]);
        Refused(session);
        Assert.Equal(expected, session.Error.TrimEnd());
    }

    [Theory]
    [InlineData("-2.10", "--price: '-2.10' is negative; expected a price of one device for an hour such as 2.10 or \"2.10 USD/h\"")]
    [InlineData("2.10 EUR/h", "--price: '2.10 EUR/h' has the unknown unit 'EUR/h'; prices are in USD/h; expected a price of one device for an hour such as 2.10 or \"2.10 USD/h\"")]
    [InlineData("2.10 USD", "--price: '2.10 USD' has the unknown unit 'USD'; prices are in USD/h; expected a price of one device for an hour such as 2.10 or \"2.10 USD/h\"")]
    [InlineData("cheap", "--price: 'cheap'; expected a price of one device for an hour such as 2.10 or \"2.10 USD/h\"")]
    [InlineData("20000", "--price: '20000' is more than 10000 USD/h; expected a price of one device for an hour such as 2.10 or \"2.10 USD/h\"")]
    public void A_price_that_is_none(string price, string expected)
    {
        foreach (var lease in new string[][] { [], ["--tenant", "friend", "--pool", "desk", "--cells", "1 x node", "--from", "2026-02-01", "--until", "2026-03-01"] })
        {
            var session = Session.Of(["lease", "quote", Workstation, .. lease, $"--price={price}"]);
            Refused(session);
            Assert.Equal(expected, session.Error.TrimEnd());
        }
    }

    [Theory]
    [InlineData("--from 2026-03-01 --until 2026-02-01", "--until: 2026-02-01T00:00:00Z is not after 2026-03-01T00:00:00Z, when the window starts; expected a later instant")]
    [InlineData("--from noon", "--from: 'noon'; expected an instant such as 2026-06-01, 2026-06-01T08:30Z or 2026-06-01T08:30:00+02:00, or a duration since the start such as 36h")]
    [InlineData("--at 2026-03-01 --until 2026-02-01", "--until: 2026-02-01T00:00:00Z is not after 2026-03-01T00:00:00Z, when the window starts; expected a later instant")]
    [InlineData("--kind h1000 --cells 1xnode --tenant friend --from 2026-02-01 --until 2026-03-01", "--kind: unknown accelerator kind of this site 'h1000'; expected 'rtx-5090'")]
    public void A_window_or_kind_that_the_site_cannot_be_asked_for(string options, string expected)
    {
        var session = Session.Of(["lease", "quote", Workstation, .. options.Split(' ')]);
        Refused(session);
        Assert.Equal(expected, session.Error.TrimEnd());
    }

    [Fact]
    public void A_trace_that_is_damaged_or_cut_off()
    {
        using ScratchFolder scratch = new();
        scratch.Scenario("  - { trace: jobs.csv, format: philly }");
        var text = "timestamp,duration,num_gpus,gpu_time,cluster\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"2026-01-01 0{i / 60}:{i % 60:00}:00,{i + 7},1,{i + 7},orca\n"));
        scratch.Write("jobs.csv", text.Replace(",8,1,8,", ",8,x,8,", StringComparison.Ordinal));
        Refused(Session.Of("replay", scratch.Path), scratch, "jobs.csv:3:23: found 'x'; expected the number of GPUs, a number from 0 to 2,147,483,647");
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        File.WriteAllBytes(scratch.File("jobs.csv"), packed.ToArray()[..^100]);
        var cut = Session.Of("replay", scratch.Path, "--json");
        Refused(cut);
        Assert.Matches(@"^jobs\.csv:\d+: found damaged or cut-off gzip data after this line; expected a whole gzip file$", scratch.Without(cut.Error));
    }

    [Fact]
    public void A_lease_that_cannot_be_kept()
    {
        using ScratchFolder scratch = new();
        scratch.Write("leases.yaml", """
            leases:
              - { name: a, tenant: orca, pool: h100, cells: 1 x node, from: 2026-01-01, until: 2026-02-01 }
              - { name: b, tenant: orca, pool: h100, cells: 1 x node, from: 2026-01-15, until: 2026-02-01 }
            """);
        foreach (var words in new string[][] { ["replay"], ["verify"], ["compare", "--with", "quota"] })
        {
            var session = Session.Of([.. words, scratch.Path]);
            Refused(session);
            Assert.StartsWith("leases.yaml:3:13: lease b cannot be kept beside those that are confirmed (proved): ", scratch.Without(session.Error), StringComparison.Ordinal);
            Assert.Contains("later: 1 x node, 2026-02-01T00:00:00Z to 2026-02-18T00:00:00Z", session.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_tenant_that_the_site_lacks()
    {
        using ScratchFolder scratch = new();
        scratch.Scenario("  - { trace: jobs.csv, format: philly }");
        scratch.Write("jobs.csv", "timestamp,duration,num_gpus,gpu_time,cluster\n2026-01-01 01:00:00,8,1,8,shark\n");
        Refused(Session.Of("replay", scratch.Path), scratch,
            "scenario.yaml:3:14: job 1 of the trace, of 'shark', which is no tenant of the site; expected one of orca\n"
            + "  Map the trace's names to tenants under 'tenants' of the trace, or add the tenant to tenants.yaml.");
    }

    [Fact]
    public void One_scenario_and_nothing_to_compare_it_with()
    {
        using ScratchFolder scratch = new();
        Refused(Session.Of("compare", scratch.Path), scratch,
            $"nothing to compare {scratch.Path} with; expected more scenarios, or baselines: --with static,single-queue,quota");
    }

    [Fact]
    public void A_file_that_cannot_be_written()
    {
        using ScratchFolder scratch = new();
        var session = Session.Of("replay", scratch.Path, "--events", scratch.File("no/such/folder"));
        Refused(session);
        Assert.StartsWith("--events: '", session.Error, StringComparison.Ordinal);
    }

    private static void Refused(Session session, ScratchFolder scratch, string error)
    {
        Refused(session);
        Assert.Equal(error, scratch.Without(session.Error));
    }

    private static void Refused(Session session)
    {
        Assert.Equal((2, ""), (session.ExitCode, session.Out));
        Assert.NotEqual("", session.Error);
        Assert.DoesNotContain("   at ", session.Error, StringComparison.Ordinal);
    }
}
