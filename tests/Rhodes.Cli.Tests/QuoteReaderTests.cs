using Rhodes.Cli.Commands;
using Rhodes.Cli.Live;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Quotes;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary>A quote that came from a server as a document is shown to people just as one that was made here.</summary>
public sealed class QuoteReaderTests
{
    [Theory]
    [InlineData("2 x node", "guaranteed", true)]
    [InlineData("2 x node", "dedicated", false)]
    [InlineData("12 x node", "guaranteed", true)]
    [InlineData("900 x node", "guaranteed", false)]
    public void What_is_read_is_shown_as_what_was_written(string cells, string mode, bool isPriced)
    {
        var quoted = Ask(cells, mode, isPriced ? 2.10m : null);
        Assert.Equal(Shown(quoted), Shown(QuoteReader.Read(LeaseQuoteJson.Of(quoted))));
        var bought = quoted.ForBuyer();
        Assert.Equal(Shown(bought), Shown(QuoteReader.Read(LeaseQuoteJson.Of(bought))));
    }

    /// <summary>No name of a domain, nothing of others' leases, and no count of what is not asked for.</summary>
    [Theory]
    [InlineData("2 x node")]
    [InlineData("12 x node")]
    public void A_buyer_is_told_nothing_of_where_and_of_whom(string cells)
    {
        var quoted = Ask(cells, "guaranteed", null);
        var (whole, bought) = (LeaseQuoteJson.Of(quoted), LeaseQuoteJson.Of(quoted.ForBuyer()));
        Assert.NotEmpty(whole["whole_domains_left"]!.AsArray());
        foreach (var hidden in new[] { "plan", "whole_domains_left" }) Assert.Empty(bought[hidden]!.AsArray());
        Assert.Null(bought["more_later"]);
        Assert.Equal(0, (int)bought["cells_moved"]!);
        Assert.Equal((string)whole["answer"]!, (string)bought["answer"]!);
        Assert.DoesNotContain("would be needed", Shown(quoted.ForBuyer()), StringComparison.Ordinal);
    }

    private static Quoted Ask(string cells, string mode, decimal? price)
    {
        var site = SiteFiles.Load(Repository.Place("examples", "university"), [.. Catalogue.Kinds.Select(kind => kind.Id)]).Value!;
        var lease = LeaseOptions.Read(site, [("tenant", "biology"), ("pool", "h100"), ("cells", cells), ("mode", mode), ("from", "2026-04-01"), ("until", "2026-07-01")]).Value!;
        Assert.True(Quantities.TryParseInstant("2026-03-07", out var at, out _));
        Assert.True(LeasedSite.TryPlay(site, at, new Terminal(TextWriter.Null, TextWriter.Null, 80), out var core));
        if (core.State.Now < at) core.Decide(new Settle(at));
        return LeaseQuoting.Ask(core, lease, at, price);
    }

    private static string Shown(Quoted quoted)
    {
        using StringWriter text = new();
        LeaseQuoteView.Show(quoted, new Terminal(text, text, 100));
        return text.ToString();
    }
}
