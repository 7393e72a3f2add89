namespace Rhodes.Twin.Replay;

/// <summary>Where work comes from as time goes on: a trace or a generator.</summary>
internal interface IStepSource : IDisposable
{
    /// <summary>What ended it before its time, as a sentence; null while all is well.</summary>
    string? Problem { get; }

    /// <summary>How much of it was given, from 0 to 1.</summary>
    double Fraction { get; }

    /// <summary>Its steps, in order of time. To be asked for once.</summary>
    IEnumerable<Step> All();
}
