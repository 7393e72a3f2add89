namespace Rhodes.Twin.Traces;

/// <summary>Why a sound row cannot be replayed.</summary>
internal static class SkipReasons
{
    public const string NoTime = "it ran for no time";
    public const string TimeUnknown = "its run time is unknown";
    public const string NoProcessors = "it had no processors";
    public const string ProcessorsUnknown = "its number of processors is unknown";
    public const string SubmitUnknown = "its submit time is unknown";

    /// <summary>The format lists a job that was checkpointed once as a whole and again in parts (status 2, 3 and 4).</summary>
    public const string PartOfAJob = "it is a part of a job that is also listed as a whole";
}
