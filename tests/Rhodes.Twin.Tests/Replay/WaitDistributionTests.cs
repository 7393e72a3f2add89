using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Replay;

public sealed class WaitDistributionTests
{
    [Fact]
    public void Few_waits_have_exact_percentiles_of_the_nearest_rank()
    {
        WaitDistribution waits = new();
        for (var i = 100; i >= 1; i--) waits.Add(i * 1_001);
        Assert.Equal(new WaitFigures(100, 50_050, 90_090, 99_099, 50_550.5m), waits.Figures());
        waits.Add(7_777_777);   // after it was asked once
        Assert.Equal((101, 51_051, 100_100), (waits.Count, waits.Figures().P50Ms, waits.Figures().P99Ms));
        Assert.Equal(new WaitFigures(0, 0, 0, 0, 0), new WaitDistribution().Figures());
    }

    /// <summary>From a tenth of a second to a year, evenly by octaves.</summary>
    [Theory]
    [InlineData(1_001)]
    [InlineData(7_919)]
    public void Many_waits_are_at_most_four_thousandths_off_and_their_mean_not_at_all(long step)
    {
        WaitDistribution waits = new();
        List<long> exact = [];
        for (long i = 0; exact.Count <= WaitDistribution.MostExact + 1_000; i++)
        {
            var wait = (100L + i * step % 97_001) << (int)(i % 18);
            exact.Add(wait);
            waits.Add(wait);
        }

        exact.Sort();
        var figures = waits.Figures();
        Assert.Equal((decimal)exact.Sum() / exact.Count, figures.MeanMs);
        foreach (var (percent, found) in new[] { (50, figures.P50Ms), (90, figures.P90Ms), (99, figures.P99Ms) })
        {
            var truth = exact[(exact.Count * percent + 99) / 100 - 1];
            Assert.True(Math.Abs(found - truth) * 1_000 <= 4 * truth, $"p{percent}: {found} for {truth}");
        }
    }

    [Fact]
    public void A_sum_of_distributions_is_the_distribution_of_all()
    {
        WaitDistribution small = new(), large = new(), sum = new();
        for (var i = 0; i < 10; i++) small.Add(0);
        for (var i = 0; i < WaitDistribution.MostExact; i++) large.Add(60_000);
        sum.Add(small);
        Assert.Equal(new WaitFigures(10, 0, 0, 0, 0), sum.Figures());
        sum.Add(large);
        large.Add(60_000);
        sum.Add(large);
        Assert.Equal(10 + 2 * WaitDistribution.MostExact + 1, sum.Count);
        Assert.InRange(sum.Figures().P50Ms, 60_000 * 0.996, 60_000 * 1.004);
        Assert.Equal((10, 10, sum.Count), (sum.CountBelow(1), sum.CountBelow(59_000), sum.CountBelow(61_000)));
    }
}
