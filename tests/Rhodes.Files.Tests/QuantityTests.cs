using Rhodes.Core.Units;

namespace Rhodes.Files.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("45s", 45_000)]
    [InlineData("250ms", 250)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("21d", 1_814_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("0.001s", 1)]
    [InlineData("365250d", 31_557_600_000_000)]
    public void Durations_are_read(string text, long milliseconds)
    {
        Assert.True(Quantities.TryParseDuration(text, out var duration, out var fault), fault);
        Assert.Equal(milliseconds, duration.Milliseconds);
    }

    [Fact]
    public void Durations_come_back_as_they_are_shown()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var duration = new Duration(random.NextInt64(31_557_600_000_000) / (long)Math.Pow(10, random.Next(14)));
            Assert.True(Quantities.TryParseDuration($"{duration}", out var back, out var fault), $"{duration} {fault}");
            Assert.Equal(duration, back);
        }
    }

    [Fact]
    public void Instants_come_back_as_they_are_shown()
    {
        var random = new Random(2);
        for (var i = 0; i < 2_000; i++)
        {
            var instant = new Instant(random.NextInt64(32_503_680_000_000));
            Assert.True(Quantities.TryParseInstant($"{instant}", out var back, out var fault), $"{instant} {fault}");
            Assert.Equal(instant, back);
        }
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-01T00:00:00Z")]
    [InlineData("2026-06-01T08:30Z", "2026-06-01T08:30:00Z")]
    [InlineData("2026-06-01T08:30+02:00", "2026-06-01T06:30:00Z")]
    [InlineData("2026-06-01T08:30:15.250-05:30", "2026-06-01T14:00:15.25Z")]
    public void Instants_are_read_in_any_offset(string text, string shown)
    {
        Assert.True(Quantities.TryParseInstant(text, out var instant, out var fault), fault);
        Assert.Equal(shown, $"{instant}");
    }

    [Theory]
    [InlineData("80 GiB", 81_920)]
    [InlineData("80GiB", 81_920)]
    [InlineData("2 TiB", 2_097_152)]
    [InlineData("512 MiB", 512)]
    [InlineData("64 GB", 61_035)]
    [InlineData("1.5 TiB", 1_572_864)]
    public void Memory_is_read_in_whole_mebibytes(string text, long mib)
    {
        Assert.True(Quantities.TryParseMemory(text, out var read, out var fault), fault);
        Assert.Equal(mib, read);
    }

    [Theory]
    [InlineData("1", 1_000)]
    [InlineData("1.43", 1_430)]
    [InlineData("0.001", 1)]
    [InlineData("1000", 1_000_000)]
    public void Speeds_are_read_in_thousandths(string text, int thousandths)
    {
        Assert.True(Quantities.TryParseSpeed(text, out var read, out var fault), fault);
        Assert.Equal(thousandths, read);
    }

    [Theory]
    [InlineData("40 x rack", 40, Level.Rack)]
    [InlineData("40 × racks", 40, Level.Rack)]
    [InlineData("1x site", 1, Level.Site)]
    [InlineData("12_000 x node", 12_000, Level.Node)]
    public void Cells_are_read(string text, int cells, Level level)
    {
        Assert.True(Quantities.TryParseCells(text, out var read, out var fault), fault);
        Assert.Equal(new CellCount(cells, level), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1.m")]
    [InlineData(".5h")]
    [InlineData("1e3s")]
    [InlineData("1m1m")]
    [InlineData("+5m")]
    [InlineData("5M")]
    [InlineData("٣m")]
    [InlineData("1h 30m")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Quantities.TryParseDuration(text, out _, out _));
}
