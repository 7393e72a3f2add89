using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Model;

/// <summary>List prices have a source, and money is exact.</summary>
public sealed class PriceTests
{
    [Fact]
    public void Every_list_price_is_of_a_kind_in_the_catalogue_and_says_where_it_is_from()
    {
        var prices = Catalogue.Kinds.SelectMany(kind => ListPrices.Of(kind.Id)).ToList();
        Assert.Equal(21, prices.Count);
        Assert.All(prices, price =>
        {
            Assert.InRange(price.Rate.Low, 0.1m, price.Rate.High);
            Assert.Equal("USD/h", price.Rate.Unit);
            Assert.All(new[] { price.Terms, price.Date, price.Rate.Source }, Assert.NotEmpty);
            Assert.True(price.Rate.IsConfirmed);
        });
    }

    [Theory]
    [InlineData("gb200")]
    [InlineData("trainium2")]
    [InlineData("no-such-kind")]
    public void What_has_no_public_rate_is_given_none(string kind) => Assert.Empty(ListPrices.Of(kind));

    [Fact]
    public void A_lease_is_worth_its_nominal_devices_times_the_time_of_each_step()
    {
        LeaseSpec lease = new()
        {
            Name = "a", Tenant = "t", Pool = "p", Shape = new(Level.Pod, 0, 0, 0, 60),
            Steps = [new(new(0), Instant.Beginning + Duration.FromHours(10), 2), new(Instant.Beginning + Duration.FromHours(20), Instant.Beginning + Duration.FromHours(21), 3)],
        };
        var time = DeviceTime.Of(lease, devicesPerNode: 8);
        Assert.Equal((9_600m + 1_440m, 23_184.00m), (time.Hours, time.At(2.10m)));
    }

    /// <summary>Three milliseconds of a device at 2.10 are far below a cent; sums are made before anything is rounded.</summary>
    [Fact]
    public void Money_is_rounded_once()
    {
        DeviceTime instant = new(1_000);
        Assert.Equal(0.00m, instant.At(2.10m));
        Assert.Equal(2.10m, Enumerable.Range(0, 3_600).Aggregate(default(DeviceTime), (sum, _) => sum + instant).At(2.10m));
        Assert.Equal(0.03m, new DeviceTime(3_600_000).At(0.025m));
    }

    [Fact]
    public void The_largest_lease_there_can_be_is_still_exact() =>
        Assert.Equal(4_000_000L * 8_766_000m * 10_000m, DeviceTime.Of(4_000_000, Duration.FromHours(8_766_000)).At(10_000));
}
