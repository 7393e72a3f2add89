using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Server.Explain;

/// <summary>Why a job does not run on loan, in words.</summary>
public static class LoanReasons
{
    public static Reason Of(Job job, ControlCore core)
    {
        if (job.Spec.Claim == Claim.Guaranteed) return Say("claim_is_guaranteed", "its claim is guaranteed, so it never borrows", "the claim either");
        if (job.Held) return Say("held", "its user holds it", "releasing it");
        if (core.State.FirstUnended(job) is > 0 and var before) return Say("after", $"it comes after job {before}, which is not over", $"the end of job {before}", before);
        if (job.BackOff is { IsOn: true } backOff) return Say("back_off", TurnReasons.BackingOff(backOff), TurnReasons.WhatEndsBackOff, backOff.InARow);
        if (job.MayNotBorrow) return Say("may_not_borrow", "it ran to its time limit on loan once, and may only run on its tenant's own cells now", "a longer time limit, in a new job");
        if (!job.AsksForLoan) return Say("turn_has_come", "its own turn has come, so it borrows no more", "");
        return Say("no_idle_capacity", $"no idle capacity fits its {job.Spec.TotalDevices:#,0} device{(job.Spec.TotalDevices == 1 ? "" : "s")} now",
            job.Spec.TotalDevices > 1 ? "fewer devices, fewer wishes for where they stand, or a lease that holds it" : "a lease that holds it", job.Spec.TotalDevices);
    }

    private static Reason Say(string by, string why, string change, long needs = 0) => new(by, why, needs, 0, Instant.Never, change);
}
