using Rhodes.Core.Model;

namespace Rhodes.Core.Performance;

/// <summary>Power at the wall of devices at full work, with their share of the host.</summary>
public static class Energy
{
    /// <summary>
    /// Watts at the wall for each watt that boards are limited to. 8 × H100 in training: 8,400 W / (8 × 700 W) = 1.5;
    /// 8 × B200 serving: 10,401 W / (8 × 1,000 W) = 1.3.
    /// </summary>
    public static Figure WallFactor { get; } = new(1.3m, 1.5m, "W/W", FigureMark.Derived, "arXiv 2412.08602; MLPerf Inference v5.1, 5.1-0061");

    /// <summary>Watts of one device, in the middle of <see cref="WallFactor"/>; null where the limit is unknown.</summary>
    public static double? WallWatts(Machine machine) => machine.LimitWatts * (double)(WallFactor.Low + WallFactor.High) / 2;
}
